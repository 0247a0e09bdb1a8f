package dev.convexairbyte.destination.plan;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which stream of the catalog a message means. PyAirbyte leaves the namespace out of what its
 * cache holds (airbyte/_message_iterators.py, 0.71.3): that is the only stream of the name.
 */
public final class StreamNames {

  private final Set<StreamDescriptor> streams = new LinkedHashSet<>();
  private final Map<String, StreamDescriptor> onlyOnesOfTheirName = new HashMap<>();

  /** Of the streams of a catalog. */
  public StreamNames(Collection<StreamDescriptor> catalog) {
    Set<String> ambiguous = new HashSet<>();
    for (StreamDescriptor stream : catalog) {
      streams.add(stream);
      if (onlyOnesOfTheirName.put(stream.name(), stream) != null) {
        ambiguous.add(stream.name());
      }
    }
    onlyOnesOfTheirName.keySet().removeAll(ambiguous);
  }

  /** The stream of the catalog that is meant; what is asked for, if that is none of them. */
  public StreamDescriptor meantBy(StreamDescriptor stream) {
    return stream.namespace() != null || streams.contains(stream)
        ? stream
        : onlyOnesOfTheirName.getOrDefault(stream.name(), stream);
  }

  /** Whether the catalog has the stream, under just this name. */
  public boolean contains(StreamDescriptor stream) {
    return streams.contains(stream);
  }

  /** All of the catalog. */
  public List<StreamDescriptor> all() {
    return List.copyOf(streams);
  }
}
