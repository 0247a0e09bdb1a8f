package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.state.Durability;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The writers of all streams. */
final class StreamWriters implements Durability {

  private final Map<StreamDescriptor, StreamWriter> writers = new LinkedHashMap<>();
  private @Nullable StreamWriter last;

  StreamWriters(Collection<StreamWriter> writers) {
    for (StreamWriter writer : writers) {
      this.writers.put(writer.plan().stream(), writer);
    }
  }

  /**
   * The writer of a stream, null if there is none; fast where records of one stream come in a row.
   */
  @Nullable StreamWriter find(StreamDescriptor stream) {
    if (last == null || !last.plan().stream().equals(stream)) {
      last = writers.get(stream);
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
