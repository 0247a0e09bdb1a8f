package dev.convexairbyte.destination.write;

import dev.convexairbyte.destination.mapping.RecordMapper;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.state.RecordCounts;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** How far one stream has come: the batch that is being filled, and those that are not durable. */
final class StreamWriter {

  private final StreamPlan plan;
  private final RecordMapper mapper;
  private final BatchLimits limits;
  private final StreamTotals totals = new StreamTotals();
  private final Queue<RecordBatch> sent;
  private RecordCounts counts = new RecordCounts();
  private @Nullable RecordBatch open;
  private boolean isClearOwed;

  StreamWriter(StreamPlan plan, RecordMapper mapper, BatchLimits limits) {
    this(plan, mapper, limits, new ArrayDeque<>());
  }

  /**
   * As above.
   *
   * @param sent where it keeps what is not durable yet
   */
  StreamWriter(StreamPlan plan, RecordMapper mapper, BatchLimits limits, Queue<RecordBatch> sent) {
    this.sent = sent;
    this.plan = plan;
    this.mapper = mapper;
    this.limits = limits;
    this.isClearOwed = plan.isClearedFirst();
  }

  StreamPlan plan() {
    return plan;
  }

  RecordMapper mapper() {
    return mapper;
  }

  BatchLimits limits() {
    return limits;
  }

  StreamTotals totals() {
    return totals;
  }

  /** Where its records are counted for the next STATE. */
  RecordCounts counts() {
    return counts;
  }

  void countIn(RecordCounts other) {
    counts = other;
  }

  boolean isClearOwed() {
    return isClearOwed;
  }

  /** The table is empty now. */
  void cleared() {
    isClearOwed = false;
  }

  /** The batch that is being filled, null between batches. */
  @Nullable RecordBatch open() {
    return open;
  }

  void open(RecordBatch batch) {
    open = batch;
  }

  /** Takes the batch that is being filled, to send it. */
  RecordBatch takeOpen() {
    RecordBatch batch = Objects.requireNonNull(open);
    // In this order: if there is no memory to note it as sent, its records still count as pending.
    sent.add(batch);
    open = null;
    return batch;
  }

  /** Counts a batch that has ended; it is durable unless it failed. */
  void ended(BatchOutcome outcome) {
    totals.add(outcome);
    if (outcome.failure() == null) {
      outcome.batch().written();
    }
    while (!sent.isEmpty() && sent.element().isWritten()) {
      sent.remove();
    }
  }

  /** The input line of the oldest record that is not durable. */
  long firstPendingLine() {
    return sent.isEmpty() ? firstUnsentLine() : sent.element().firstLine();
  }

  /** The input line of the oldest record that was not sent. */
  long firstUnsentLine() {
    return open == null ? Long.MAX_VALUE : open.firstLine();
  }
}
