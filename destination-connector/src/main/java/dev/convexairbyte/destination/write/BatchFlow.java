package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.ImportSegments;
import dev.convexairbyte.destination.mapping.MappedRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of the records from open batches through the lanes until they are durable. All of it
 * happens on one thread, which waits where there is no memory for more.
 */
final class BatchFlow {

  /** A wait looks up so often. */
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private final Lanes lanes;
  private final MemoryBudget memory;
  private final InstantSource clock;
  private final Consumer<BatchOutcome> onEnd;
  private final Runnable onWait;
  private final OpenBatches open = new OpenBatches();
  private final ImportSegments segments = new ImportSegments();
  private @Nullable Throwable failure;
  private long waitedMillis;

  /**
   * @param onEnd is told of every batch that has ended, also of failed ones
   * @param onWait is called now and then while nothing else can be done
   */
  BatchFlow(
      Lanes lanes,
      MemoryBudget memory,
      InstantSource clock,
      Consumer<BatchOutcome> onEnd,
      Runnable onWait) {
    this.lanes = lanes;
    this.memory = memory;
    this.clock = clock;
    this.onEnd = onEnd;
    this.onWait = onWait;
  }

  /** Puts a record into its stream's batch; sends the one that it does not fit into, or fills. */
  void add(StreamWriter writer, MappedRecord record, long line) {
    RecordBatch batch = writer.open();
    if (batch != null && !writer.limits().hasRoom(batch, record.objects().size(), record.bytes())) {
      send(writer);
    }
    makeRoom(record.bytes());
    batch = writer.open();
    if (batch == null) {
      batch = new RecordBatch(writer.plan(), clock.millis(), segments);
      writer.open(batch);
      open.add(writer);
      memory.take(batch.memory());
    }
    int before = batch.memory();
    batch.add(record, line);
    memory.take(batch.memory() - before);
    if (writer.limits().isFull(batch)) {
      send(writer);
    }
  }

  private void makeRoom(int bytes) {
    while (!memory.hasRoom(bytes)) {
      settle();
      if (!memory.hasRoom(bytes) && !canWaitForRoom()) {
        // The record alone is more than all there is.
        return;
      }
    }
  }

  /** Uses the free lanes, then waits; false if there is nothing to wait for. */
  private boolean canWaitForRoom() {
    Optional<StreamWriter> largest = open.largest(writer -> lanes.wouldSend(writer.plan()));
    if (largest.isPresent()) {
      send(largest.get());
      return true;
    }
    if (lanes.isEmpty()) {
      return false;
    }
    await();
    return true;
  }

  private void send(StreamWriter writer) {
    open.remove(writer);
    lanes.add(writer.takeOpen());
  }

  /** Sends the batches whose first record has waited long enough for more. */
  void sendDue() {
    open.due(clock.millis()).forEach(this::send);
  }

  /** Sends every batch, full or not. */
  void sendAll() {
    open.all().forEach(this::send);
  }

  /** Sends everything and waits for a part of it to end; false if there is nothing to wait for. */
  boolean advance() {
    sendAll();
    if (lanes.isEmpty()) {
      return false;
    }
    await();
    return true;
  }

  /**
   * Sees to what has ended since.
   *
   * @throws RuntimeException the first failure
   */
  void settle() {
    BatchOutcome outcome = lanes.ended();
    while (outcome != null) {
      settle(outcome);
      outcome = lanes.ended();
    }
    throwFailure();
  }

  private void settle(BatchOutcome outcome) {
    memory.giveBack(outcome.batch().memory());
    if (failure == null) {
      failure = outcome.failure();
    }
    onEnd.accept(outcome);
    outcome.batch().release();
  }

  /** As {@link #settle()}, after waiting for something to end. */
  private void await() {
    long start = clock.millis();
    BatchOutcome outcome = awaited(LOOK_UP);
    waitedMillis += clock.millis() - start;
    if (outcome == null) {
      onWait.run();
      return;
    }
    settle(outcome);
    settle();
  }

  private @Nullable BatchOutcome awaited(Duration atMost) {
    try {
      return lanes.ended(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConnectorException.transientFault(
          "Tried to wait for Convex to take records but failed because the connector was told to"
              + " stop; run the sync again.",
          e);
    }
  }

  /** Sends everything and waits until it is durable. */
  void drain() {
    sendAll();
    while (!lanes.isEmpty()) {
      await();
    }
    settle();
  }

  /** Sends nothing more, and lets what is under way come to its end if it does so in time. */
  void abandon(Duration atMost) {
    lanes.stop();
    long end = clock.millis() + atMost.toMillis();
    for (long left = atMost.toMillis(); left > 0 && !lanes.isEmpty(); left = end - clock.millis()) {
      BatchOutcome outcome = awaited(Duration.ofMillis(Math.min(left, LOOK_UP.toMillis())));
      if (outcome != null) {
        settle(outcome);
      }
    }
  }

  private void throwFailure() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  int underWay() {
    return lanes.underWay();
  }

  /** Counts a wait of somebody else for Convex. */
  void addWait(long millis) {
    waitedMillis += millis;
  }

  /** How long the write has waited for Convex. */
  long waitedMillis() {
    return waitedMillis;
  }
}
