package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.destination.mapping.MappedRecord;
import dev.convexairbyte.destination.mapping.RecordMapper;
import dev.convexairbyte.destination.mapping.RefusedRecordException;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.util.List;

/** Writes the records of one stream, in batches. */
final class StreamWriter {

  private final StreamPlan plan;
  private final RecordMapper mapper;
  private final BatchLimits limits;
  private final TablePreparation preparation;
  private final Batch batch;

  private boolean isClearOwed;
  private long firstPendingLine = Long.MAX_VALUE;
  private long recordsPending;
  private long recordsWritten;

  StreamWriter(
      StreamPlan plan,
      RecordMapper mapper,
      BatchLimits limits,
      TablePreparation preparation,
      Batch batch) {
    this.plan = plan;
    this.mapper = mapper;
    this.limits = limits;
    this.preparation = preparation;
    this.batch = batch;
    this.isClearOwed = plan.isClearedFirst();
  }

  /**
   * Takes one record; sends the batch that it does not fit into, and the one that it fills.
   *
   * @return whether a STATE may have been waiting for what was done
   */
  boolean accept(IncomingRecord record) {
    // Mapped before anything is cleared: a first record that the mapping refuses costs no data. One
    // that only the backend refuses does: it is sent after the clear.
    MappedRecord mapped = mapped(record);
    boolean hasProgressed = isClearOwed;
    if (isClearOwed) {
      preparation.clear(List.of(plan));
      preparation.index(List.of(plan));
      isClearOwed = false;
    }
    if (!limits.hasRoom(batch, mapped.objects().size(), mapped.bytes())) {
      hasProgressed |= flush();
    }
    firstPendingLine = Math.min(firstPendingLine, record.lineNumber());
    recordsPending++;
    mapped.objects().forEach(batch::add);
    if (limits.isFull(batch)) {
      hasProgressed |= flush();
    }
    return hasProgressed;
  }

  private MappedRecord mapped(IncomingRecord record) {
    try {
      return mapper.map(record);
    } catch (RefusedRecordException e) {
      throw e.failure();
    }
  }

  /** Sends what is held; false if that is nothing. */
  boolean flush() {
    if (batch.isEmpty()) {
      return false;
    }
    batch.send();
    recordsWritten += recordsPending;
    recordsPending = 0;
    firstPendingLine = Long.MAX_VALUE;
    return true;
  }

  StreamPlan plan() {
    return plan;
  }

  boolean isClearOwed() {
    return isClearOwed;
  }

  /** Someone else has cleared the table. */
  void cleared() {
    isClearOwed = false;
  }

  int heldBytes() {
    return batch.bytes();
  }

  long firstPendingLine() {
    return firstPendingLine;
  }

  long recordsWritten() {
    return recordsWritten;
  }
}
