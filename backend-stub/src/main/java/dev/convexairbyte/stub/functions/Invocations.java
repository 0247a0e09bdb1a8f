package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.functions.Registered.RegisteredAction;
import dev.convexairbyte.stub.functions.Registered.RegisteredMutation;
import dev.convexairbyte.stub.functions.Registered.RegisteredQuery;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ValueRules;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls functions with the context that they need, and the checks around them. */
final class Invocations {

  private static final ConvexValue NULL = new NullValue();

  private final CalledFunctions called;
  private final Database database;
  private final Mutations mutations;
  private final Services services;
  private final FunctionThreads threads;
  private final TimeLimits limits;

  Invocations(
      Registry registry,
      Database database,
      Services services,
      FunctionThreads threads,
      TimeLimits limits) {
    this.database = database;
    this.mutations = new Mutations(database, limits.turn());
    this.services = services;
    this.threads = threads;
    this.limits = limits;
    this.called = new CalledFunctions(registry, database, this);
  }

  Services services() {
    return services;
  }

  CalledFunctions called() {
    return called;
  }

  /** Runs a query as of a commit. */
  ConvexValue query(long ts, Run run, RegisteredQuery query, ObjectValue args) {
    return database.readAt(
        ts,
        TransactionLimits.BACKEND,
        transaction ->
            inTime(run, limits.transaction(), () -> query(run, transaction, query, args)));
  }

  /**
   * Runs a mutation in a transaction of its own, again where that conflicts.
   *
   * @param runs a run for each attempt
   * @param afterwards what else is done in the transaction
   * @param permission to commit, which throws where there is none
   */
  ConvexValue mutation(
      Supplier<Run> runs,
      RegisteredMutation mutation,
      ObjectValue args,
      Consumer<Transaction> afterwards,
      Runnable permission) {
    return mutations.run(
        permission,
        transaction -> {
          Run run = runs.get();
          ConvexValue value =
              inTime(run, limits.transaction(), () -> mutation(run, transaction, mutation, args));
          afterwards.accept(transaction);
          return value;
        });
  }

  /** Runs an action. */
  ConvexValue action(Run run, RegisteredAction action, ObjectValue args) {
    ActionContext context = new ActionContext(run, this);
    SignatureCheck check = new SignatureCheck(action.signature(), this::number);
    return inTime(
        run,
        limits.action(),
        () -> call(run, check, args, () -> action.function().run(context, args)));
  }

  /** Runs a query within a transaction. */
  ConvexValue query(Run run, Transaction transaction, RegisteredQuery query, ObjectValue args)
      throws Exception {
    QueryContext context = new QueryContext(run, transaction, this);
    return call(
        run,
        new SignatureCheck(query.signature(), transaction.catalog()::number),
        args,
        () -> query.function().run(context, args));
  }

  /** Runs a mutation within a transaction. */
  ConvexValue mutation(
      Run run, Transaction transaction, RegisteredMutation mutation, ObjectValue args)
      throws Exception {
    MutationContext context = new MutationContext(run, transaction, this);
    return call(
        run,
        new SignatureCheck(mutation.signature(), transaction.catalog()::number),
        args,
        () -> mutation.function().run(context, args));
  }

  /** A function in Java that has nothing to say returns null rather than Convex's null. */
  private static ConvexValue call(
      Run run, SignatureCheck check, ObjectValue args, Callable<@Nullable ConvexValue> function)
      throws Exception {
    return run.around(
        () -> {
          check.args(args);
          ConvexValue value = Objects.requireNonNullElse(function.call(), NULL);
          ValueRules.require(value);
          check.returned(value);
          return value;
        });
  }

  /** Of a table of the root component as it is now; empty where there is none. */
  private OptionalInt number(String table) {
    return database.read(
        (log, catalog) -> catalog.active("", table).stream().mapToInt(Table::number).findFirst());
  }

  /** Calls what nothing else is around that could be out of time. */
  <T> T inTime(Run run, Duration limit, Callable<T> function) {
    return FunctionFailedException.unchecked(() -> threads.call(run, limit, function));
  }
}
