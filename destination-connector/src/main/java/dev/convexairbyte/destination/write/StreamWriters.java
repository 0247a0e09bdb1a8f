package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.state.Durability;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The writers of all streams. */
final class StreamWriters implements Durability {

  private final Map<StreamDescriptor, StreamWriter> writers = new LinkedHashMap<>();
  private final Map<String, StreamWriter> onlyOnesOfTheirName = new HashMap<>();
  private @Nullable StreamWriter last;

  StreamWriters(Collection<StreamWriter> writers) {
    for (StreamWriter writer : writers) {
      this.writers.put(writer.plan().stream(), writer);
    }
    writers.stream()
        .collect(Collectors.groupingBy(writer -> writer.plan().stream().name()))
        .forEach(
            (name, ofThatName) -> {
              if (ofThatName.size() == 1) {
                onlyOnesOfTheirName.put(name, ofThatName.get(0));
              }
            });
  }

  /**
   * The writer of a stream, null if there is none; fast where records of one stream come in a row.
   * PyAirbyte leaves the namespace out when it sends what its cache holds (_message_iterators.py,
   * 0.71.3): the stream is then the only one of that name.
   */
  @Nullable StreamWriter find(StreamDescriptor stream) {
    if (last == null || !last.plan().stream().equals(stream)) {
      StreamWriter named = writers.get(stream);
      last =
          named == null && stream.namespace() == null
              ? onlyOnesOfTheirName.get(stream.name())
              : named;
    }
    return last;
  }

  Collection<StreamDescriptor> streams() {
    return writers.keySet();
  }

  Collection<StreamWriter> all() {
    return writers.values();
  }

  StreamWriter of(StreamDescriptor stream) {
    return Objects.requireNonNull(writers.get(stream));
  }

  @Override
  public long firstPendingLine(StreamDescriptor stream) {
    return of(stream).firstPendingLine();
  }

  @Override
  public long firstUnsentLine(StreamDescriptor stream) {
    return of(stream).firstUnsentLine();
  }

  @Override
  public boolean isClearOwed(StreamDescriptor stream) {
    return of(stream).isClearOwed();
  }

  long recordsWritten() {
    return writers.values().stream().mapToLong(writer -> writer.totals().recordsWritten()).sum();
  }
}
