package dev.convexairbyte.stub.scheduling;

import dev.convexairbyte.stub.authentication.Caller.Anonymous;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.Call;
import dev.convexairbyte.stub.functions.FunctionKind;
import dev.convexairbyte.stub.functions.Functions;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.functions.Outcome.Failed;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Runs scheduled functions and keeps their documents: a mutation exactly once, as its success is
 * part of its own transaction; an action at most once, as its beginning is committed before it.
 */
final class ScheduledRun {

  private static final String BROKEN_OFF =
      "The deployment ended while the action ran; schedule it again if that does no harm.";

  private final Database database;
  private final Functions functions;
  private final Registry registry;
  private final Clock clock;

  ScheduledRun(Database database, Functions functions, Registry registry, Clock clock) {
    this.database = database;
    this.functions = functions;
    this.registry = registry;
    this.clock = clock;
  }

  /** The function has been cancelled while it ran: nothing of it may be committed. */
  private static final class NoLongerPendingException extends RuntimeException {}

  /**
   * Runs a function that is pending; does nothing otherwise. Throws BackendException where it is to
   * be tried again.
   *
   * @param ending whether the deployment ends, so that no failure is the function's own
   */
  void run(DocumentId id, BooleanSupplier ending) {
    Optional<ScheduledFunction> found =
        database.transact(
            TransactionLimits.NONE, transaction -> new ScheduleTable(transaction).find(id));
    if (found.filter(function -> function.state() == ScheduledState.PENDING).isEmpty()) {
      return;
    }
    ScheduledFunction function = found.get();
    Call call = new Call(function.path(), function.args(), new Anonymous(), true);
    if (registry.kind(function.path()).filter(kind -> kind == FunctionKind.ACTION).isPresent()) {
      runAction(id, call, ending);
      return;
    }
    runMutation(id, call, ending);
  }

  private void runMutation(DocumentId id, Call call, BooleanSupplier ending) {
    Outcome outcome;
    try {
      outcome = functions.mutation(call, transaction -> endPending(transaction, id));
    } catch (NoLongerPendingException e) {
      return;
    }
    if (outcome instanceof Failed failed && !ending.getAsBoolean()) {
      changeWhere(id, ScheduledState.PENDING, failure(failed));
    }
  }

  private void endPending(Transaction transaction, DocumentId id) {
    ScheduleTable table = new ScheduleTable(transaction);
    if (!table.isIn(id, ScheduledState.PENDING)) {
      throw new NoLongerPendingException();
    }
    table.change(id, ScheduledFunction.ended(ScheduledState.SUCCESS, clock.instant()));
  }

  private void runAction(DocumentId id, Call call, BooleanSupplier ending) {
    if (!changeWhere(
        id, ScheduledState.PENDING, ScheduledFunction.in(ScheduledState.IN_PROGRESS))) {
      return;
    }
    Outcome outcome = action(call);
    if (ending.getAsBoolean()) {
      return;
    }
    changeWhere(
        id,
        ScheduledState.IN_PROGRESS,
        outcome instanceof Failed failed
            ? failure(failed)
            : ScheduledFunction.ended(ScheduledState.SUCCESS, clock.instant()));
  }

  private Outcome action(Call call) {
    try {
      return functions.action(call);
    } catch (BackendException e) {
      return Failed.of(e.sentence());
    }
  }

  private ObjectValue failure(Failed failed) {
    return ScheduledFunction.failed(failed.error().summary(), clock.instant());
  }

  /** Whether the function was in the state, and has changed. */
  private boolean changeWhere(DocumentId id, ScheduledState state, ObjectValue fields) {
    return database.transact(
        TransactionLimits.NONE,
        transaction -> {
          ScheduleTable table = new ScheduleTable(transaction);
          boolean applies = table.isIn(id, state);
          if (applies) {
            table.change(id, fields);
          }
          return applies;
        });
  }

  /** Fails an action of which nobody can know how far it came, and forgets nothing else. */
  void breakOff(DocumentId id) {
    changeWhere(
        id, ScheduledState.IN_PROGRESS, ScheduledFunction.failed(BROKEN_OFF, clock.instant()));
  }

  void forget(DocumentId id) {
    database.commit(
        TransactionLimits.NONE, transaction -> new ScheduleTable(transaction).forget(id));
  }
}
