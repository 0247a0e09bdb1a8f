package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.plan.StreamNames;
import dev.convexairbyte.destination.state.Durability;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The writers of all streams. */
final class StreamWriters implements Durability {

  private final Map<StreamDescriptor, StreamWriter> writers = new LinkedHashMap<>();
  private final StreamNames names;
  private @Nullable StreamDescriptor lastAskedFor;
  private @Nullable StreamWriter last;

  StreamWriters(Collection<StreamWriter> writers) {
    for (StreamWriter writer : writers) {
      this.writers.put(writer.plan().stream(), writer);
    }
    this.names = new StreamNames(this.writers.keySet());
  }

  /** How messages name the streams. */
  StreamNames names() {
    return names;
  }

  /** The writer of a stream, null if there is none; fast where records of one come in a row. */
  @Nullable StreamWriter find(StreamDescriptor stream) {
    if (!stream.equals(lastAskedFor)) {
      lastAskedFor = stream;
      last = writers.get(names.meantBy(stream));
    }
    return last;
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
