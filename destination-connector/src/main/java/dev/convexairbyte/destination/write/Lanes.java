package dev.convexairbyte.destination.write;

import dev.convexairbyte.destination.plan.StreamPlan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends so many batches at a time. Those with a key go one after another for each table, since the
 * last record of a row has to win; all others overtake each other.
 */
final class Lanes {

  private final int most;
  private final Workers workers;
  private final BatchSender sender;
  private final Queue<RecordBatch> waiting = new ArrayDeque<>();
  private final Set<String> keyedTablesUnderWay = new HashSet<>();
  private int underWay;
  private boolean isStopped;

  Lanes(int most, Workers workers, BatchSender sender) {
    this.most = most;
    this.workers = workers;
    this.sender = sender;
  }

  /** Sends the batch as soon as a lane is free for it. */
  void add(RecordBatch batch) {
    waiting.add(batch);
    sendWaiting();
  }

  /** Sends nothing more; what is under way comes to its end. */
  void stop() {
    isStopped = true;
    waiting.clear();
  }

  /** What has ended, each once; null if that is nothing. */
  @Nullable BatchOutcome ended() {
    return afterEnd(workers.poll());
  }

  /** As {@link #ended()}, after waiting for something to end. */
  @Nullable BatchOutcome ended(Duration atMost) throws InterruptedException {
    return afterEnd(workers.poll(atMost));
  }

  private @Nullable BatchOutcome afterEnd(@Nullable BatchOutcome outcome) {
    if (outcome == null) {
      return null;
    }
    underWay--;
    keyedTablesUnderWay.remove(outcome.batch().plan().table());
    if (outcome.failure() != null) {
      stop();
    }
    sendWaiting();
    return outcome;
  }

  private void sendWaiting() {
    Iterator<RecordBatch> batches = waiting.iterator();
    while (!isStopped && underWay < most && batches.hasNext()) {
      RecordBatch batch = batches.next();
      if (isFree(batch.plan())) {
        batches.remove();
        send(batch);
      }
    }
  }

  private void send(RecordBatch batch) {
    if (batch.plan().key() != null) {
      keyedTablesUnderWay.add(batch.plan().table());
    }
    underWay++;
    workers.start(() -> sender.send(batch));
  }

  /** Whether a batch of this stream, if it were the next, would be sent at once. */
  boolean wouldSend(StreamPlan plan) {
    return !isStopped && underWay < most && isFree(plan);
  }

  private boolean isFree(StreamPlan plan) {
    return !keyedTablesUnderWay.contains(plan.table());
  }

  int underWay() {
    return underWay;
  }

  boolean isEmpty() {
    return underWay == 0 && waiting.isEmpty();
  }
}
