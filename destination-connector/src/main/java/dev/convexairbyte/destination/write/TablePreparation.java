package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.Sleeper;
import dev.convexairbyte.destination.plan.PrimaryKey;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tables ready for their records: emptied, and with a key index that is built. */
final class TablePreparation {

  private static final Logger LOG = LoggerFactory.getLogger(TablePreparation.class);

  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(10);

  /** While it waits it looks after other things so often. */
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  /**
   * An index over millions of rows takes many minutes. Airbyte gives up on a destination that takes
   * no input for two hours; this comes before it, with a reason. It is for all that one call does.
   */
  static final Duration DEADLINE = Duration.ofHours(1);

  private final ImportTarget target;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final LongConsumer onWait;

  /**
   * Waits for indexes by this clock and this sleeper.
   *
   * @param onWait is told every second, in the thread that waits, how many milliseconds have passed
   *     since it was told last
   */
  TablePreparation(ImportTarget target, InstantSource clock, Sleeper sleeper, LongConsumer onWait) {
    this.target = target;
    this.clock = clock;
    this.sleeper = sleeper;
    this.onWait = onWait;
  }

  /** Adds the key indexes of the streams that have a key, and waits until they are built. */
  void index(Collection<StreamPlan> plans) {
    index(plans, clock.millis());
  }

  /** Empties the table of a stream, then does as {@link #index(Collection)}. */
  void clearAndIndex(StreamPlan plan) {
    long start = clock.millis();
    clear(List.of(plan), start);
    index(List.of(plan), start);
  }

  private void index(Collection<StreamPlan> plans, long start) {
    Map<String, List<List<String>>> keys = new LinkedHashMap<>();
    for (StreamPlan plan : plans) {
      PrimaryKey key = plan.key();
      if (key != null) {
        keys.put(plan.table(), key.storedPaths());
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    target.addPrimaryKeyIndexes(keys);
    await(
        "the primary key indexes of " + String.join(", ", keys.keySet()),
        () -> target.primaryKeyIndexesReady(keys.keySet()),
        start);
  }

  /** Empties the tables of these streams. */
  void clear(Collection<StreamPlan> plans) {
    clear(plans, clock.millis());
  }

  private void clear(Collection<StreamPlan> plans, long start) {
    List<String> tables = plans.stream().map(StreamPlan::table).toList();
    if (tables.isEmpty()) {
      return;
    }
    String names = String.join(", ", tables);
    LOG.info("Clearing {}.", names);
    // The backend does not clear a table while it builds an index of it (get-convex/convex-backend,
    // crates/database/src/bootstrap_model/index.rs), such as one left by an earlier sync.
    await("the indexes of " + names + ", to clear them", () -> target.clear(tables), start);
  }

  private void await(String what, BooleanSupplier isDone, long start) {
    long reported = clock.millis();
    Duration wait = FIRST_WAIT;
    while (!isDone.getAsBoolean()) {
      long now = clock.millis();
      if (now - start >= DEADLINE.toMillis()) {
        throw ConnectorException.transientFault(
            "Tried to prepare tables but failed because Convex did not finish "
                + what
                + " within "
                + DEADLINE.toMinutes()
                + " minutes; run the sync again later, the work goes on meanwhile.");
      }
      if (now - reported >= BETWEEN_PROGRESS.toMillis()) {
        LOG.info("Waiting for {}: {} s so far.", what, (now - start) / 1000);
        reported = now;
      }
      sleep(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }

  private void sleep(Duration wait) {
    long told = clock.millis();
    for (long left = wait.toMillis(); left > 0; left -= LOOK_UP.toMillis()) {
      pause(Math.min(left, LOOK_UP.toMillis()));
      long now = clock.millis();
      onWait.accept(now - told);
      told = now;
    }
  }

  private void pause(long millis) {
    try {
      sleeper.sleep(Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConnectorException.transientFault(
          "Tried to wait for Convex's indexes but failed because the connector was told to stop;"
              + " run the sync again.",
          e);
    }
  }
}
