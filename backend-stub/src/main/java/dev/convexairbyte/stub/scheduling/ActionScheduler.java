package dev.convexairbyte.stub.scheduling;

import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Schedules at once: every call is a transaction of its own. For any thread. */
public final class ActionScheduler implements Scheduler {

  private final Database database;
  private final Registry registry;
  private final Clock clock;

  public ActionScheduler(Database database, Registry registry, Clock clock) {
    this.database = database;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public String runAfter(Duration delay, String path, ObjectValue args) {
    return transact(scheduler -> scheduler.runAfter(delay, path, args));
  }

  @Override
  public String runAt(Instant time, String path, ObjectValue args) {
    return transact(scheduler -> scheduler.runAt(time, path, args));
  }

  @Override
  public void cancel(String scheduledFunctionId) {
    transact(
        scheduler -> {
          scheduler.cancel(scheduledFunctionId);
          return scheduledFunctionId;
        });
  }

  private <T> T transact(Function<Scheduler, T> work) {
    return database.transact(
        TransactionLimits.BACKEND,
        transaction -> work.apply(new TransactionScheduler(transaction, registry, clock)));
  }
}
