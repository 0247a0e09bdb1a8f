package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.state.Durability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The writers of all streams, and the memory that they share. */
final class StreamWriters implements Durability {

  /** Open batches of all streams together; several full batches must fit into a 128 MiB heap. */
  static final long MAX_HELD_BYTES = 32L << 20;

  private final Map<StreamDescriptor, StreamWriter> writers = new LinkedHashMap<>();
  private long heldBytes;

  StreamWriters(Collection<StreamWriter> writers) {
    for (StreamWriter writer : writers) {
      this.writers.put(writer.plan().stream(), writer);
    }
  }

  boolean has(StreamDescriptor stream) {
    return writers.containsKey(stream);
  }

  Collection<StreamDescriptor> streams() {
    return writers.keySet();
  }

  Collection<StreamWriter> all() {
    return writers.values();
  }

  /**
   * Takes a record of a stream that is here.
   *
   * @return whether a STATE may have been waiting for what was done
   */
  boolean accept(IncomingRecord record) {
    StreamWriter writer = writer(record.stream());
    heldBytes -= writer.heldBytes();
    boolean hasProgressed = writer.accept(record);
    heldBytes += writer.heldBytes();
    if (heldBytes > MAX_HELD_BYTES) {
      flushLargest();
      hasProgressed = true;
    }
    return hasProgressed;
  }

  private void flushLargest() {
    StreamWriter largest =
        writers.values().stream()
            .max(Comparator.comparingInt(StreamWriter::heldBytes))
            .orElseThrow();
    heldBytes -= largest.heldBytes();
    largest.flush();
  }

  /** Sends what is held of all streams. */
  void flush() {
    writers.values().forEach(StreamWriter::flush);
    heldBytes = 0;
  }

  /** Empties the tables that are still to be cleared, of streams that turned out to be empty. */
  void clearEmptyStreams(TablePreparation preparation, EndSigns endSigns) {
    List<StreamPlan> plans = new ArrayList<>();
    for (StreamWriter writer : writers.values()) {
      if (writer.isClearOwed() && endSigns.isReallyEmpty(writer.plan())) {
        plans.add(writer.plan());
      }
    }
    preparation.clear(plans);
    plans.forEach(plan -> writer(plan.stream()).cleared());
  }

  @Override
  public long firstPendingLine(StreamDescriptor stream) {
    return writer(stream).firstPendingLine();
  }

  @Override
  public boolean isClearOwed(StreamDescriptor stream) {
    return writer(stream).isClearOwed();
  }

  long recordsWritten() {
    return writers.values().stream().mapToLong(StreamWriter::recordsWritten).sum();
  }

  private StreamWriter writer(StreamDescriptor stream) {
    return Objects.requireNonNull(writers.get(stream));
  }
}
