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
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls functions with the context that they need, also those that other functions call. */
final class Invocations {

  private static final ConvexValue NULL = new NullValue();

  private final Registry registry;
  private final Database database;
  private final Mutations mutations;
  private final Services services;

  Invocations(Registry registry, Database database, Mutations mutations, Services services) {
    this.registry = registry;
    this.database = database;
    this.mutations = mutations;
    this.services = services;
  }

  Services services() {
    return services;
  }

  ConvexValue query(Run run, Transaction transaction, RegisteredQuery query, ObjectValue args)
      throws Exception {
    QueryContext context = new QueryContext(run, transaction, this);
    return ending(run, () -> query.function().run(context, args));
  }

  ConvexValue mutation(
      Run run, Transaction transaction, RegisteredMutation mutation, ObjectValue args)
      throws Exception {
    MutationContext context = new MutationContext(run, transaction, this);
    return ending(run, () -> mutation.function().run(context, args));
  }

  ConvexValue action(Run run, RegisteredAction action, ObjectValue args) throws Exception {
    ActionContext context = new ActionContext(run, this);
    return ending(run, () -> action.function().run(context, args));
  }

  /** A function in Java that has nothing to say returns null rather than Convex's null. */
  private static ConvexValue ending(Run run, Callable<@Nullable ConvexValue> function)
      throws Exception {
    try {
      ConvexValue value = Objects.requireNonNullElse(function.call(), NULL);
      ValueRules.require(value);
      return value;
    } finally {
      run.end();
    }
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
    return database.readAt(
        database.latest(),
        TransactionLimits.BACKEND,
        transaction -> unchecked(() -> query(run.nested(), transaction, query, args)));
  }

  ConvexValue mutationOfAction(Run run, String path, ObjectValue args) {
    RegisteredMutation mutation = find(path, RegisteredMutation.class, FunctionKind.MUTATION);
    ValueRules.require(args);
    FunctionLog log = new FunctionLog();
    try {
      return mutations.run(
          transaction -> {
            // Only what the last attempt logs is the caller's.
            log.clear();
            return unchecked(() -> mutation(run.nested(log), transaction, mutation, args));
          });
    } finally {
      run.log().add(log);
    }
  }

  ConvexValue actionOfAction(Run run, String path, ObjectValue args) {
    RegisteredAction action = find(path, RegisteredAction.class, FunctionKind.ACTION);
    ValueRules.require(args);
    return unchecked(() -> action(run.nested(), action, args));
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
  static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FunctionFailedException(e);
    }
  }
}
