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
  private final Consumer<String> deploymentLog;

  /**
   * @param deploymentLog gets a line for all that functions log, and for their failures
   */
  public Functions(
      Registry registry,
      Database database,
      Services services,
      FunctionThreads threads,
      TimeLimits limits,
      Consumer<String> deploymentLog) {
    this.deploymentLog = deploymentLog;
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
                afterwards,
                () -> {}));
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
  public <T> T run(String name, Caller caller, Duration limit, Work<T> work) throws Exception {
    FunctionLog log = new FunctionLog(name, deploymentLog);
    Run run = new Run(caller, log);
    try {
      return invocations.inTime(run, limit, () -> work.with(new ActionContext(run, invocations)));
    } catch (FunctionFailedException e) {
      log.failed(FunctionError.of(e.thrown()));
      throw e.asThrown();
    } catch (FunctionTimeoutException e) {
      log.failed(FunctionError.of(String.valueOf(e.getMessage())));
      throw e;
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
    FunctionLog log = new FunctionLog(call.path().toString(), deploymentLog);
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
          : failed(FunctionError.of(e.thrown()), log);
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
    return failed(FunctionError.of(sentence), log);
  }

  private static Failed failed(FunctionError error, FunctionLog log) {
    log.failed(error);
    return new Failed(error, log.lines());
  }

  private static Failed none(Call call) {
    return Failed.of(
        "There is no %sfunction %s; check its path, or register it."
            .formatted(call.internalToo() ? "" : "public ", call.path()));
  }
}
