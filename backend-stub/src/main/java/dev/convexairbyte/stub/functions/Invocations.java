package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.functions.Registered.RegisteredAction;
import dev.convexairbyte.stub.functions.Registered.RegisteredMutation;
import dev.convexairbyte.stub.functions.Registered.RegisteredQuery;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ValueRules;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls functions with the context that they need, also those that other functions call. */
final class Invocations {

  private static final ConvexValue NULL = new NullValue();

  private final Registry registry;
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
    this.registry = registry;
    this.database = database;
    this.mutations = new Mutations(database, limits.turn());
    this.services = services;
    this.threads = threads;
    this.limits = limits;
  }

  Services services() {
    return services;
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
   */
  ConvexValue mutation(
      Supplier<Run> runs,
      RegisteredMutation mutation,
      ObjectValue args,
      Consumer<Transaction> afterwards) {
    return mutations.run(
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
    return inTime(
        run, limits.action(), () -> returned(run, () -> action.function().run(context, args)));
  }

  private ConvexValue query(
      Run run, Transaction transaction, RegisteredQuery query, ObjectValue args) throws Exception {
    QueryContext context = new QueryContext(run, transaction, this);
    return returned(run, () -> query.function().run(context, args));
  }

  private ConvexValue mutation(
      Run run, Transaction transaction, RegisteredMutation mutation, ObjectValue args)
      throws Exception {
    MutationContext context = new MutationContext(run, transaction, this);
    return returned(run, () -> mutation.function().run(context, args));
  }

  /** A function in Java that has nothing to say returns null rather than Convex's null. */
  private static ConvexValue returned(Run run, Callable<@Nullable ConvexValue> function)
      throws Exception {
    return run.around(
        () -> {
          ConvexValue value = Objects.requireNonNullElse(function.call(), NULL);
          ValueRules.require(value);
          return value;
        });
  }

  /** Calls what nothing else is around that could be out of time. */
  <T> T inTime(Run run, Duration limit, Callable<T> function) {
    return unchecked(() -> threads.call(run, limit, function));
  }

  ConvexValue nestedQuery(Run run, Transaction transaction, String path, ObjectValue args) {
    RegisteredQuery query = find(path, RegisteredQuery.class, FunctionKind.QUERY);
    ValueRules.require(args);
    return unchecked(() -> query(run.nested(), transaction, query, args));
  }

  ConvexValue nestedMutation(Run run, Transaction transaction, String path, ObjectValue args) {
    RegisteredMutation mutation = find(path, RegisteredMutation.class, FunctionKind.MUTATION);
    ValueRules.require(args);
    return unchecked(
        () -> transaction.undoable(() -> mutation(run.nested(), transaction, mutation, args)));
  }

  ConvexValue queryOfAction(Run run, String path, ObjectValue args) {
    RegisteredQuery query = find(path, RegisteredQuery.class, FunctionKind.QUERY);
    ValueRules.require(args);
    return forCaller(() -> query(database.latest(), run.nested(), query, args));
  }

  ConvexValue mutationOfAction(Run run, String path, ObjectValue args) {
    RegisteredMutation mutation = find(path, RegisteredMutation.class, FunctionKind.MUTATION);
    ValueRules.require(args);
    FunctionLog log = new FunctionLog();
    try {
      return forCaller(
          () -> mutation(() -> run.nested(log.cleared()), mutation, args, transaction -> {}));
    } finally {
      run.log().add(log);
    }
  }

  ConvexValue actionOfAction(Run run, String path, ObjectValue args) {
    RegisteredAction action = find(path, RegisteredAction.class, FunctionKind.ACTION);
    ValueRules.require(args);
    return forCaller(() -> action(run.nested(), action, args));
  }

  private static <T> T forCaller(Supplier<T> call) {
    try {
      return call.get();
    } catch (FunctionFailedException e) {
      throw e.forCaller();
    }
  }

  private <T extends Registered> T find(String path, Class<T> type, FunctionKind kind) {
    Registered found =
        FunctionPath.parse(path).flatMap(registry::find).orElseThrow(() -> none(path, kind));
    if (!type.isInstance(found)) {
      throw none(path, kind);
    }
    return type.cast(found);
  }

  private static IllegalArgumentException none(String path, FunctionKind kind) {
    return new IllegalArgumentException(
        "Tried to run %s but failed because there is no %s of this path; register it."
            .formatted(path, kind));
  }

  /** The caller catches what the function threw, or has it wrapped where it is checked. */
  private static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FunctionFailedException.of(e);
    } catch (Exception e) {
      throw FunctionFailedException.of(e);
    }
  }
}
