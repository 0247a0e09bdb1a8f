package dev.convexairbyte.stub.functions;

import static dev.convexairbyte.stub.functions.FunctionRunner.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.app.ActionCtx;
import dev.convexairbyte.stub.app.MutationCtx;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.values.ConvexValue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that take longer than they may, each in a way of its own. */
@Timeout(60)
class FunctionTimeLimitsTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String GIVEN_UP =
      "The function did not return within 0.2 seconds and was given up; have it do less.";

  private final FunctionRunner runner =
      new FunctionRunner(this::define, new TimeLimits(SHORT, LONG, LONG));
  private final CompletableFuture<RuntimeException> afterwards = new CompletableFuture<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean spinning = true;
  private volatile Runnable beforeReturn = () -> {};

  private void define(AppDefinition app) {
    app.query("queries:spin", (ctx, args) -> spin());
    app.mutation("mutations:spin", (ctx, args) -> spin());
    app.mutation(
        "mutations:wait",
        (ctx, args) -> {
          ctx.console().log("waiting");
          ctx.db().insert("rows", args);
          end.await();
          return Values.NULL;
        });
    app.mutation("mutations:insertForEver", (ctx, args) -> insertForEver(ctx));
    app.mutation(
        "mutations:nestedForEver", (ctx, args) -> ctx.runMutation("mutations:insertForEver", args));
    app.mutation("mutations:insert", (ctx, args) -> Values.of(ctx.db().insert("rows", args)));
    app.mutation(
        "mutations:insertAndReturn",
        (ctx, args) -> {
          ctx.db().insert("rows", args);
          beforeReturn.run();
          begun.countDown();
          return Values.NULL;
        });
    app.action("actions:insertAndReturn", (ctx, args) -> insertAndReturn(ctx));
    app.action("actions:runMutation", (ctx, args) -> ctx.runMutation("mutations:wait", args));
    app.action("actions:wait", (ctx, args) -> waitAndGoOn(ctx));
  }

  /** Not to be interrupted. */
  private ConvexValue spin() {
    while (spinning) {
      Thread.onSpinWait();
    }
    return Values.NULL;
  }

  private ConvexValue insertForEver(MutationCtx ctx) {
    try {
      while (true) {
        ctx.db().query("rows").first();
      }
    } catch (RuntimeException e) {
      afterwards.complete(e);
      throw e;
    }
  }

  private ConvexValue waitAndGoOn(ActionCtx ctx) {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      try {
        ctx.runMutation("mutations:insert", Values.object());
      } catch (RuntimeException refused) {
        afterwards.complete(refused);
      }
    }
    return Values.NULL;
  }

  private ConvexValue insertAndReturn(ActionCtx ctx) {
    try {
      ctx.runMutation("mutations:insertAndReturn", Values.object());
      afterwards.complete(new IllegalStateException("committed"));
    } catch (RuntimeException e) {
      afterwards.complete(e);
    }
    return Values.NULL;
  }

  @AfterEach
  void letGo() {
    spinning = false;
    end.countDown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"queries:spin", "mutations:spin", "mutations:wait"})
  void failsACallThatDoesNotReturn(String path) {
    assertThat(runner.fail(path).summary()).isEqualTo(GIVEN_UP);
    assertThat(runner.database.documents("", "rows")).isEmpty();
  }

  @Test
  void keepsWhatItLogged() {
    assertThat(runner.call("mutations:wait", Values.object()).logLines())
        .containsExactly("[LOG] 'waiting'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mutations:insertForEver", "mutations:nestedForEver"})
  void takesTheTransactionFromAFunctionThatGoesOn(String path) throws Exception {
    assertThat(runner.fail(path).summary()).isEqualTo(GIVEN_UP);

    assertThat(afterwards.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the function has returned or was given up");
  }

  @Test
  void letsTheNextMutationRunAtOnce() {
    runner.fail("mutations:spin");

    // With a turn of a minute, this one would be out of time if it had to wait.
    runner.run("mutations:insert");

    assertThat(runner.database.documents("", "rows")).hasSize(1);
  }

  @Test
  void failsTheActionThatRanIt() {
    assertThat(runner.fail("actions:runMutation").summary())
        .isEqualTo("Uncaught Error: " + GIVEN_UP);
  }

  @Test
  void takesEverythingFromAnActionThatGoesOn() throws Exception {
    FunctionRunner brief = new FunctionRunner(this::define, new TimeLimits(LONG, SHORT, LONG));

    assertThat(brief.fail("actions:wait").summary()).isEqualTo(GIVEN_UP);

    assertThat(afterwards.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the function has returned or was given up");
    assertThat(brief.database.documents("", "rows")).isEmpty();
  }

  @Test
  void commitsNoMutationWhoseActionIsGivenUpWhileItWaitsForTheTurn() throws Exception {
    FunctionRunner brief =
        new FunctionRunner(this::define, new TimeLimits(LONG, Duration.ofSeconds(1), LONG));
    beforeReturn = () -> takeTheTurn(brief.database);

    assertThat(brief.fail("actions:insertAndReturn").summary()).contains("was given up");

    assertThat(begun.getCount()).as("the mutation has returned").isZero();
    end.countDown();
    assertThat(afterwards.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the function has returned or was given up");
    assertThat(brief.database.documents("", "rows")).isEmpty();
  }

  /** Another transaction has it from now on, until the end. */
  private void takeTheTurn(Database database) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    Thread other =
        new Thread(
            () ->
                database.commit(
                    TransactionLimits.NONE,
                    transaction -> {
                      taken.complete(null);
                      awaitEnd();
                    }));
    other.setDaemon(true);
    other.start();
    taken.join();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts it", e);
    }
  }

  @Test
  void takesEverythingFromAnHttpActionThatGoesOn() throws Exception {
    assertThatThrownBy(
            () -> runner.functions.run("GET /x", new Caller.Anonymous(), SHORT, this::waitAndGoOn))
        .hasMessage(GIVEN_UP);
    assertThat(runner.deploymentLog).containsExactly("GET /x [ERROR] " + GIVEN_UP);

    assertThat(afterwards.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the function has returned or was given up");
  }

  @Test
  void interruptsAFunctionWhoseCallerIsInterrupted() throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    FunctionRunner patient = new FunctionRunner(this::define, new TimeLimits(LONG, LONG, LONG));
    Thread caller =
        new Thread(() -> outcome.complete(patient.call("actions:wait", Values.object())));
    caller.start();
    begun.await();

    caller.interrupt();

    assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Failed.class);
    assertThat(afterwards.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the function has returned or was given up");
  }

  @Test
  void allowsAnActionWhatARequestMayTakeButTenMinutesAtMost() {
    assertThat(TimeLimits.of(SHORT, LONG).action()).isEqualTo(LONG);
    assertThat(TimeLimits.of(SHORT, Duration.ofHours(1)).action())
        .isEqualTo(Duration.ofMinutes(10));
  }
}
