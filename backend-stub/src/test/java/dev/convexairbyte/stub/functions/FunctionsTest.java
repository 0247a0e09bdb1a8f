package dev.convexairbyte.stub.functions;

import static dev.convexairbyte.stub.functions.FunctionRunner.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.app.ConvexError;
import dev.convexairbyte.stub.app.MutationCtx;
import dev.convexairbyte.stub.app.Patch;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.Outcome.Failed;
import dev.convexairbyte.stub.functions.Outcome.Returned;
import dev.convexairbyte.stub.log.LogFailureException;
import dev.convexairbyte.stub.log.ObservedLog;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

  private static final ObjectValue NO_ARGS = Values.object();
  private static final ConvexValue TOO_LONG = Values.array(Collections.nCopies(8193, 1));

  private final List<MutationCtx> kept = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger attempts = new AtomicInteger();

  private final FunctionRunner runner =
      new FunctionRunner(this::define, new TimeLimits(LONG, LONG, LONG));

  private void define(AppDefinition app) {
    app.query(
        "counters:value",
        (ctx, args) ->
            Values.of(ctx.db().query("counters").first().map(c -> Values.number(c, "value"))));
    app.mutation("counters:increment", (ctx, args) -> increment(ctx));
    app.mutation(
        "counters:incrementAndThrow",
        (ctx, args) -> {
          increment(ctx);
          throw new IOException("the disk is full");
        });
    app.mutation(
        "counters:tryBoth",
        (ctx, args) -> {
          increment(ctx);
          try {
            ctx.runMutation("counters:incrementAndThrow", NO_ARGS);
          } catch (RuntimeException e) {
            ctx.console().warn("it failed");
          }
          return ctx.runQuery("counters:value", NO_ARGS);
        });
    app.mutation(
        "counters:incrementLate",
        (ctx, args) -> {
          attempts.incrementAndGet();
          double before = Values.number(ctx.db().query("counters").first().get(), "value");
          begun.countDown();
          goOn.await();
          ctx.db().insert("results", Values.object("before", before));
          return increment(ctx);
        });
    app.mutation(
        "counters:alwaysConflict",
        (ctx, args) -> {
          attempts.incrementAndGet();
          ctx.db().query("counters").collect();
          runnerCommits();
          return Values.of(ctx.db().insert("results", NO_ARGS));
        });
    app.query(
        "counters:twice",
        (ctx, args) -> {
          int first = ctx.db().query("counters").collect().size();
          runnerCommits();
          return Values.of(first == ctx.db().query("counters").collect().size());
        });
    app.action(
        "work:do",
        (ctx, args) -> {
          ctx.runMutation("counters:increment", NO_ARGS);
          ctx.console().log("it's done");
          return ctx.runAction("work:inner", NO_ARGS);
        });
    app.internalAction("work:inner", (ctx, args) -> ctx.runQuery("counters:value", NO_ARGS));
    app.action(
        "work:refused",
        (ctx, args) -> {
          throw new BackendException(BackendError.TOO_NESTED);
        });
    app.mutation(
        "counters:refused",
        (ctx, args) -> {
          throw new BackendException(BackendError.TOO_NESTED);
        });
    app.mutation(
        "counters:conflictOnce",
        (ctx, args) -> {
          ctx.console().log("trying");
          ctx.db().query("counters").collect();
          if (attempts.incrementAndGet() == 1) {
            runnerCommits();
          }
          return Values.of(ctx.db().insert("results", NO_ARGS));
        });
    app.action(
        "work:conflictOnce", (ctx, args) -> ctx.runMutation("counters:conflictOnce", NO_ARGS));
    app.query("values:tooLong", (ctx, args) -> TOO_LONG);
    app.query(
        "values:giveTooLong",
        (ctx, args) -> ctx.runQuery("counters:value", Values.object("a", TOO_LONG)));
    app.mutation(
        "counters:tooMany",
        (ctx, args) -> {
          throw new BackendException(BackendError.AUTH_PROVIDER_RATE_LIMITED, "x");
        });
    app.mutation(
        "app:error",
        (ctx, args) -> {
          throw new ConvexError(Values.object("code", "taken"));
        });
    app.mutation(
        "app:keep",
        (ctx, args) -> {
          kept.add(ctx);
          return CompletableFuture.supplyAsync(() -> increment(ctx)).get();
        });
    app.query(
        "who:name",
        (ctx, args) -> Values.of(ctx.auth().getUserIdentity().map(UserIdentity::subject)));
    app.internalQuery("secret:value", (ctx, args) -> Values.of("s"));
    app.query(
        "errors:error",
        (ctx, args) -> {
          throw new Error("of errors:error");
        });
    app.action(
        "errors:outOfMemory",
        (ctx, args) -> {
          throw new OutOfMemoryError("of errors:outOfMemory");
        });
    app.query("endless:down", (ctx, args) -> ctx.runQuery("endless:down", NO_ARGS));
  }

  private static ConvexValue increment(MutationCtx ctx) {
    Optional<ObjectValue> counter = ctx.db().query("counters").unique();
    if (counter.isEmpty()) {
      ctx.db().insert("counters", Values.object("value", 1));
      return Values.of(1);
    }
    double next = Values.number(counter.get(), "value") + 1;
    ctx.db().patch(Values.id(counter.get()), Patch.of(Values.object("value", next)));
    return Values.of(next);
  }

  /** What an import or a test does meanwhile. */
  private void runnerCommits() {
    runner.database.commit(
        TransactionLimits.NONE,
        transaction ->
            transaction.insert(
                transaction.catalog().tableOrNew("", "counters"), Values.object("value", 100)));
  }

  @Test
  void keepsWhatAMutationWroteAndShowsItToQueries() {
    assertThat(runner.run("counters:value")).isEqualTo(Values.NULL);

    assertThat(runner.run("counters:increment")).isEqualTo(Values.of(1));
    assertThat(runner.run("counters:increment")).isEqualTo(Values.of(2));

    assertThat(runner.run("counters:value")).isEqualTo(Values.of(2));
  }

  @Test
  void keepsNothingOfAMutationThatThrows() {
    FunctionError error = runner.fail("counters:incrementAndThrow");

    assertThat(error.summary()).isEqualTo("Uncaught Error: the disk is full");
    assertThat(runner.run("counters:value")).isEqualTo(Values.NULL);
    assertThat(runner.database.documents("", "counters")).isEmpty();
    assertThat(runner.deploymentLog)
        .singleElement()
        .asString()
        .startsWith("counters:incrementAndThrow [ERROR] Uncaught Error: the disk is full\n    at ");
  }

  @Test
  void undoesOnlyTheInnerMutationThatThrows() {
    Outcome outcome = runner.call("counters:tryBoth", NO_ARGS);

    assertThat(outcome).isEqualTo(new Returned(Values.of(1), List.of("[WARN] 'it failed'")));
    assertThat(runner.run("counters:value")).isEqualTo(Values.of(1));
  }

  @Test
  void losesNoIncrementOfManyAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      calls.add(threads.submit(() -> runner.run("counters:increment")));
    }
    for (Future<?> call : calls) {
      call.get(20, TimeUnit.SECONDS);
    }
    threads.shutdown();

    assertThat(runner.run("counters:value")).isEqualTo(Values.of(300));
  }

  @Test
  void runsAMutationAgainThatReadWhatOthersHaveChangedSince() throws Exception {
    runner.run("counters:increment");
    CompletableFuture<Object> late =
        CompletableFuture.supplyAsync(() -> runner.run("counters:incrementLate"));
    begun.await();
    String id = Values.id(runner.database.documents("", "counters").get(0));

    runner.database.commit(
        TransactionLimits.NONE,
        transaction ->
            transaction.patch(
                transaction.catalog().table("", "counters").orElseThrow(),
                DocumentId.parse(id),
                Values.object("value", 10),
                List.of()));
    goOn.countDown();

    assertThat(late.get()).isEqualTo(Values.of(11));
    assertThat(attempts).hasValue(2);
    assertThat(runner.database.documents("", "results")).hasSize(1);
  }

  @Test
  void letsOthersGoAheadOfAMutationThatBlocks() throws Exception {
    FunctionRunner impatient =
        new FunctionRunner(this::define, new TimeLimits(LONG, LONG, Duration.ofMillis(20)));
    impatient.run("counters:increment");
    CompletableFuture<Object> blocked =
        CompletableFuture.supplyAsync(() -> impatient.run("counters:incrementLate"));
    begun.await();

    assertThat(impatient.run("counters:value")).isEqualTo(Values.of(1));
    assertThat(impatient.run("counters:increment")).isEqualTo(Values.of(2));

    goOn.countDown();
    assertThat(blocked.get()).isEqualTo(Values.of(3));
  }

  @Test
  void keepsOnlyWhatTheLastAttemptLogged() {
    assertThat(runner.call("work:conflictOnce", NO_ARGS).logLines())
        .containsExactly("[LOG] 'trying'");
    assertThat(attempts).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"values:tooLong", "values:giveTooLong"})
  void failsForValuesThatConvexDoesNotHave(String path) {
    assertThat(runner.fail(path).summary()).contains("an array has more than 8192 items");
  }

  @Test
  void givesUpAMutationThatAlwaysConflicts() {
    assertThatThrownBy(() -> runner.run("counters:alwaysConflict"))
        .isInstanceOfSatisfying(
            BackendException.class,
            e ->
                assertThat(e.error().status() + " " + e.error().code())
                    .isEqualTo("503 OptimisticConcurrencyControlFailure"));
    assertThat(attempts).hasValue(5);
  }

  @Test
  void readsAllOfAQueryAsOfOneMoment() {
    assertThat(runner.run("counters:twice")).isEqualTo(Values.of(true));
  }

  @Test
  void runsEachCallOfAnActionInATransactionOfItsOwn() {
    Outcome outcome = runner.call("work:do", NO_ARGS);

    assertThat(outcome).isEqualTo(new Returned(Values.of(1), List.of("[LOG] \"it's done\"")));
  }

  @Test
  void answersARefusalInAnActionWithItsStatusAndInAMutationAsAFailure() {
    assertThatThrownBy(() -> runner.call("work:refused", NO_ARGS))
        .isInstanceOf(BackendException.class);
    assertThat(runner.call("counters:refused", NO_ARGS)).isInstanceOf(Failed.class);
    assertThatThrownBy(() -> runner.call("counters:tooMany", NO_ARGS))
        .as("status 429")
        .isInstanceOf(BackendException.class);
  }

  @Test
  void handsTheDataOfAnApplicationsErrorOn() {
    FunctionError error = runner.fail("app:error");

    assertThat(error.summary()).isEqualTo("Uncaught ConvexError: {\"code\":\"taken\"}");
    assertThat(error.data()).contains(Values.object("code", "taken"));
  }

  @Test
  void keepsATransactionToItsThreadAndItsTime() {
    assertThat(runner.fail("app:keep").summary()).contains("a transaction is for one thread");

    assertThatThrownBy(() -> kept.get(0).db().query("counters"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the function has returned");
  }

  @Test
  void tellsFunctionsWhoCalls() {
    UserIdentity ada = new UserIdentity("issuer|ada", "ada", "issuer", Values.object());

    assertThat(subject(new Caller.Anonymous())).isEqualTo(Values.NULL);
    assertThat(subject(new Caller.User(ada))).isEqualTo(Values.of("ada"));
    assertThat(subject(new Caller.Admin(Optional.empty()))).isEqualTo(Values.NULL);
    assertThat(subject(new Caller.Admin(Optional.of(ada)))).isEqualTo(Values.of("ada"));
    assertThat(
            runner.functions.query(
                FunctionRunner.call(
                    "who:name",
                    new Caller.Unknown(new BackendException(BackendError.NO_AUTH_PROVIDER)),
                    false)))
        .isInstanceOf(Failed.class);
  }

  private Object subject(Caller caller) {
    return ((Returned) runner.functions.query(FunctionRunner.call("who:name", caller, false)))
        .value();
  }

  @Test
  void showsInternalFunctionsToFunctionsAndKeysOnly() {
    Caller admin = new Caller.Admin(Optional.empty());

    assertThat(runner.fail("secret:value").summary())
        .isEqualTo("There is no public function secret:value; check its path, or register it.");
    assertThat(runner.functions.any(FunctionRunner.call("secret:value", admin, true)))
        .isEqualTo(new Returned(Values.of("s"), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"errors:error", "errors:outOfMemory"})
  void failsACallForEveryKindOfError(String path) {
    assertThat(runner.fail(path).summary()).isEqualTo("Uncaught Error: of " + path);
  }

  @Test
  void blamesNoFunctionForALogThatCannotBeWritten() {
    ObservedLog log = new ObservedLog();
    FunctionRunner broken = new FunctionRunner(this::define, new TimeLimits(LONG, LONG, LONG), log);
    log.setFull(true);

    assertThatThrownBy(() -> broken.call("counters:increment", NO_ARGS))
        .isInstanceOf(LogFailureException.class);
    assertThat(broken.fail("work:do").summary())
        .startsWith("Uncaught Error: Tried to use the stored log");
    assertThat(broken.run("counters:value")).isEqualTo(Values.NULL);
  }

  @Test
  void failsACallThatGoesTooDeep() {
    assertThat(runner.fail("endless:down").summary())
        .isEqualTo("Uncaught Error: StackOverflowError");
  }
}
