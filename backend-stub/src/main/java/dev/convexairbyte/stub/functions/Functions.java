package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.Outcome.Failed;
import dev.convexairbyte.stub.functions.Outcome.Returned;
import dev.convexairbyte.stub.functions.Registered.RegisteredAction;
import dev.convexairbyte.stub.functions.Registered.RegisteredMutation;
import dev.convexairbyte.stub.functions.Registered.RegisteredQuery;
import dev.convexairbyte.values.ConvexValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the functions of a deployment. What goes wrong in a function is an outcome; what goes wrong
 * around it is thrown.
 */
public final class Functions implements ActionContexts {

  /** The most bytes of the arguments of a call, an array of one object, and of its value. */
  private static final int MAX_SIZE = 16 << 20;

  private final Registry registry;
  private final Database database;
  private final Invocations invocations;

  public Functions(
      Registry registry,
      Database database,
      Services services,
      FunctionThreads threads,
      TimeLimits limits) {
    this.registry = registry;
    this.database = database;
    this.invocations = new Invocations(registry, database, services, threads, limits);
  }

  /** Runs a query as of now. */
  public Outcome query(Call call) {
    return query(call, database.latest());
  }

  /** Runs a query as of a commit; throws BackendException where there is none such. */
  public Outcome query(Call call, long ts) {
    return outcome(
        call,
        FunctionKind.QUERY,
        (found, log) ->
            invocations.query(ts, run(call, log), (RegisteredQuery) found, call.args()));
  }

  /** Runs a mutation, again where it conflicts; throws BackendException where it always does. */
  public Outcome mutation(Call call) {
    return mutation(call, transaction -> {});
  }

  /**
   * The same, with something else done in its transaction once it has returned: all of both or
   * nothing.
   */
  public Outcome mutation(Call call, Consumer<Transaction> afterwards) {
    return outcome(
        call,
        FunctionKind.MUTATION,
        (found, log) ->
            invocations.mutation(
                () -> run(call, log.cleared()),
                (RegisteredMutation) found,
                call.args(),
                afterwards));
  }

  /** Runs an action. Throws what the backend refuses, which no function may be blamed for. */
  public Outcome action(Call call) {
    return outcome(
        call,
        FunctionKind.ACTION,
        (found, log) -> invocations.action(run(call, log), (RegisteredAction) found, call.args()));
  }

  private static Run run(Call call, FunctionLog log) {
    return new Run(call.caller(), log);
  }

  /** Runs a function of any kind. */
  public Outcome any(Call call) {
    Optional<FunctionKind> kind = registry.find(call.path()).map(Registered::kind);
    if (kind.isEmpty()) {
      return none(call);
    }
    return switch (kind.get()) {
      case QUERY -> query(call);
      case MUTATION -> mutation(call);
      case ACTION -> action(call);
    };
  }

  @Override
  public <T> T run(Caller caller, Duration limit, Work<T> work) throws Exception {
    Run run = new Run(caller, new FunctionLog());
    try {
      return invocations.inTime(run, limit, () -> work.with(new ActionContext(run, invocations)));
    } catch (FunctionFailedException e) {
      throw e.asThrown();
    }
  }

  /** Calls the function that was found. */
  private interface Body {
    ConvexValue run(Registered found, FunctionLog log);
  }

  private Outcome outcome(Call call, FunctionKind kind, Body body) {
    Optional<Registered> found =
        registry.find(call.path()).filter(each -> each.isPublic() || call.internalToo());
    if (found.isEmpty()) {
      return none(call);
    }
    if (found.get().kind() != kind) {
      return Failed.of(
          "%s is of the kind %s and was run as %s; run it as what it is."
              .formatted(call.path(), found.get().kind(), kind));
    }
    if (Values.array(List.of(call.args())).size() > MAX_SIZE) {
      return Failed.of("The arguments of %s are larger than 16 MiB.".formatted(call.path()));
    }
    FunctionLog log = new FunctionLog();
    try {
      ConvexValue value = body.run(found.get(), log);
      return value.size() > MAX_SIZE
          ? failed("The value of %s is larger than 16 MiB.".formatted(call.path()), log)
          : new Returned(value, log.lines());
    } catch (FunctionTimeoutException e) {
      return failed(String.valueOf(e.getMessage()), log);
    } catch (FunctionFailedException e) {
      return e.thrown() instanceof BackendException refusal
          ? refused(refusal, kind, log)
          : new Failed(FunctionError.of(e.thrown()), log.lines());
    } catch (BackendException e) {
      return refused(e, kind, log);
    }
  }

  private static Failed refused(BackendException refusal, FunctionKind kind, FunctionLog log) {
    if (kind == FunctionKind.ACTION
        || refusal.error().status() >= 500
        || refusal.error().status() == 429) {
      throw refusal;
    }
    return failed(refusal.sentence(), log);
  }

  private static Failed failed(String sentence, FunctionLog log) {
    return new Failed(FunctionError.of(sentence), log.lines());
  }

  private static Failed none(Call call) {
    return Failed.of(
        "There is no %sfunction %s; check its path, or register it."
            .formatted(call.internalToo() ? "" : "public ", call.path()));
  }
}
