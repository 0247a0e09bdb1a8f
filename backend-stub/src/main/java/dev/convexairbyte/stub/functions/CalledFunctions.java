package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.functions.Registered.RegisteredAction;
import dev.convexairbyte.stub.functions.Registered.RegisteredMutation;
import dev.convexairbyte.stub.functions.Registered.RegisteredQuery;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ValueRules;
import java.util.function.Supplier;

/**
 * The functions that other functions call, by their path, which may be internal. Whoever calls gets
 * what they throw; throws IllegalArgumentException where there is none of the kind.
 */
final class CalledFunctions {

  private final Registry registry;
  private final Database database;
  private final Invocations invocations;

  CalledFunctions(Registry registry, Database database, Invocations invocations) {
    this.registry = registry;
    this.database = database;
    this.invocations = invocations;
  }

  /** A query within a transaction. */
  ConvexValue query(Run run, Transaction transaction, String path, ObjectValue args) {
    RegisteredQuery query = find(path, args, RegisteredQuery.class, FunctionKind.QUERY);
    return FunctionFailedException.unchecked(
        () -> invocations.query(run.nested(), transaction, query, args));
  }

  /** A mutation as a part of a transaction, of which it is undone alone where it throws. */
  ConvexValue mutation(Run run, Transaction transaction, String path, ObjectValue args) {
    RegisteredMutation mutation = find(path, args, RegisteredMutation.class, FunctionKind.MUTATION);
    return FunctionFailedException.unchecked(
        () ->
            transaction.undoable(
                () -> invocations.mutation(run.nested(), transaction, mutation, args)));
  }

  /** A query of an action, as of now. */
  ConvexValue query(Run run, String path, ObjectValue args) {
    RegisteredQuery query = find(path, args, RegisteredQuery.class, FunctionKind.QUERY);
    return thrown(() -> invocations.query(database.latest(), run.nested(), query, args));
  }

  /** A mutation of an action, a transaction of its own; not committed once the action is over. */
  ConvexValue mutation(Run run, String path, ObjectValue args) {
    RegisteredMutation mutation = find(path, args, RegisteredMutation.class, FunctionKind.MUTATION);
    FunctionLog log = run.log().beside();
    try {
      // Only what the last attempt logs is the caller's.
      return thrown(
          () ->
              invocations.mutation(
                  () -> run.nested(log.cleared()),
                  mutation,
                  args,
                  transaction -> {},
                  run::requireRunning));
    } finally {
      run.log().add(log);
    }
  }

  /** An action of an action. */
  ConvexValue action(Run run, String path, ObjectValue args) {
    RegisteredAction action = find(path, args, RegisteredAction.class, FunctionKind.ACTION);
    return thrown(() -> invocations.action(run.nested(), action, args));
  }

  private static <T> T thrown(Supplier<T> call) {
    try {
      return call.get();
    } catch (FunctionFailedException e) {
      throw e.forCaller();
    }
  }

  private <T extends Registered> T find(
      String path, ObjectValue args, Class<T> type, FunctionKind kind) {
    Registered found =
        FunctionPath.parse(path)
            .flatMap(registry::find)
            .filter(type::isInstance)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Tried to run %s but failed because there is no %s of this path; register it."
                            .formatted(path, kind)));
    ValueRules.require(args);
    return type.cast(found);
  }
}
