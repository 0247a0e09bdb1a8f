package dev.convexairbyte.stub.scheduling;

import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.FunctionKind;
import dev.convexairbyte.stub.functions.FunctionPath;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.InvalidValueException;
import dev.convexairbyte.values.ValueRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Schedules what runs if the transaction commits. Throws IllegalArgumentException. */
public final class TransactionScheduler implements Scheduler {

  private static final Duration FARTHEST = Duration.ofDays(5 * 366);

  private final ScheduleTable table;
  private final Registry registry;
  private final Clock clock;

  public TransactionScheduler(Transaction transaction, Registry registry, Clock clock) {
    this.table = new ScheduleTable(transaction);
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public String runAfter(Duration delay, String path, ObjectValue args) {
    if (delay.isNegative()) {
      throw failure(path, "the delay is negative", "wait for some time or none");
    }
    requireNear(delay, path);
    return schedule(clock.instant().plus(delay), path, args);
  }

  @Override
  public String runAt(Instant time, String path, ObjectValue args) {
    requireNear(Duration.between(clock.instant(), time).abs(), path);
    return schedule(time, path, args);
  }

  private static void requireNear(Duration distance, String path) {
    if (distance.compareTo(FARTHEST) > 0) {
      throw failure(
          path,
          "its time is more than five years away (InvalidScheduledFunctionDelay)",
          "choose another");
    }
  }

  private String schedule(Instant time, String text, ObjectValue args) {
    FunctionPath path =
        FunctionPath.parse(text)
            .filter(
                parsed ->
                    registry.kind(parsed).filter(TransactionScheduler::isSchedulable).isPresent())
            .orElseThrow(
                () ->
                    failure(
                        text, "there is no mutation and no action of this path", "register it"));
    try {
      ValueRules.require(args);
      return table.insert(ScheduledFunction.pending(path, args, time)).toString();
    } catch (InvalidValueException | BackendException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static boolean isSchedulable(FunctionKind kind) {
    return kind != FunctionKind.QUERY;
  }

  @Override
  public void cancel(String scheduledFunctionId) {
    DocumentId id =
        DocumentId.find(scheduledFunctionId)
            .filter(found -> found.tableNumber() == ScheduleTable.TABLE.number())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Tried to cancel a scheduled function but failed because the given id is none of"
                            + " one; give one that scheduling returned."));
    table.cancel(id, clock.instant());
  }

  private static IllegalArgumentException failure(String path, String reason, String remedy) {
    return new IllegalArgumentException(
        "Tried to schedule %s but failed because %s; %s.".formatted(path, reason, remedy));
  }
}
