package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SchedulerTest {

  private static final String NOW = "2026-11-21T00:00:00Z";
  private static final double NOW_MILLIS = Instant.parse(NOW).toEpochMilli();

  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock(Instant.parse(NOW));
  private final AtomicInteger actions = new AtomicInteger();
  private final AtomicInteger waits = new AtomicInteger();
  private final CountDownLatch together = new CountDownLatch(10);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private StubBackend stub = start(StubSettings.builder());

  private StubBackend start(StubSettings.Builder settings) {
    return StubBackend.start(settings.app(this::define).clock(clock).build());
  }

  private void restart() {
    stub.close();
    stub = start(StubSettings.builder().data(directory));
  }

  private void define(AppDefinition app) {
    app.mutation("jobs:after", (ctx, args) -> after(ctx.scheduler(), args));
    app.action("jobs:afterFromAction", (ctx, args) -> after(ctx.scheduler(), args));
    app.mutation(
        "jobs:at",
        (ctx, args) -> {
          Instant time = Instant.ofEpochMilli((long) Values.number(args, "time"));
          return Values.of(ctx.scheduler().runAt(time, path(args), args));
        });
    app.mutation(
        "jobs:afterAndThrow",
        (ctx, args) -> {
          after(ctx.scheduler(), args);
          throw new IOException("after all");
        });
    app.mutation("jobs:cancel", (ctx, args) -> cancel(ctx.scheduler(), args));
    app.query("jobs:query", (ctx, args) -> Values.NULL);
    app.internalMutation(
        "jobs:note",
        (ctx, args) -> {
          ctx.db().insert("notes", Values.object("user", ctx.auth().getUserIdentity().isPresent()));
          return Values.NULL;
        });
    app.mutation(
        "jobs:fail",
        (ctx, args) -> {
          ctx.db().insert("notes", Values.object());
          throw new IOException("the disk is full");
        });
    app.mutation(
        "jobs:waitAndNote",
        (ctx, args) -> {
          ctx.db().insert("notes", Values.object());
          if (waits.incrementAndGet() == 1) {
            pause();
          }
          return Values.NULL;
        });
    app.action("jobs:meet", (ctx, args) -> meet());
    app.action(
        "jobs:act",
        (ctx, args) -> {
          actions.incrementAndGet();
          pause();
          return Values.NULL;
        });
  }

  /** Returns once as many wait as may run at once. */
  private ConvexValue meet() throws InterruptedException {
    together.countDown();
    together.await();
    return Values.NULL;
  }

  private void pause() throws InterruptedException {
    begun.countDown();
    goOn.await();
  }

  private static ConvexValue after(Scheduler scheduler, ObjectValue args) {
    Duration delay = Duration.ofMillis((long) Values.number(args, "delay"));
    return Values.of(scheduler.runAfter(delay, path(args), args));
  }

  private static ConvexValue cancel(Scheduler scheduler, ObjectValue args) {
    scheduler.cancel(Values.string(args, "id"));
    return Values.NULL;
  }

  private static String path(ObjectValue args) {
    return Values.string(args, "path");
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    stub.close();
  }

  private ApiClient.Answer call(String path, String args) {
    return ApiClient.of(stub)
        .post("/api/run/" + path, "{\"args\":%s}".formatted(args.replace('\'', '"')));
  }

  private String schedule(String path, long delayMillis) {
    ApiClient.Answer answer =
        call("jobs/after", "{'path':'%s','delay':%d}".formatted(path, delayMillis));
    assertThat(answer.json().path("status").asText()).as(answer.body()).isEqualTo("success");
    return answer.json().path("value").asText();
  }

  private List<ObjectNode> scheduled() {
    return stub.documents("_scheduled_functions");
  }

  private JsonNode onlyState() {
    assertThat(scheduled()).hasSize(1);
    return scheduled().get(0).path("state");
  }

  private int notes() {
    return stub.documents("notes").size();
  }

  @Test
  void runsAMutationOnceItsTimeHasCome() throws Exception {
    String id = schedule("jobs:note", 10_000);
    stub.advanceClock(Duration.ofMillis(9_999));
    stub.awaitScheduledFunctions();
    assertThat(notes()).isZero();
    assertThat(onlyState().path("kind").asText()).isEqualTo("pending");

    stub.advanceClock(Duration.ofMillis(1));
    stub.awaitScheduledFunctions();

    assertThat(stub.documents("notes"))
        .singleElement()
        .satisfies(note -> assertThat(note.path("user").asBoolean()).isFalse());
    ObjectNode document = scheduled().get(0);
    assertThat(document.path("_id").asText()).isEqualTo(id).startsWith("kc");
    assertThat(document.path("name").asText()).isEqualTo("jobs.js:note");
    assertThat(document.path("args").get(0).path("delay").asInt()).isEqualTo(10_000);
    assertThat(document.path("scheduledTime").asDouble()).isEqualTo(NOW_MILLIS + 10_000);
    assertThat(document.path("completedTime").asDouble()).isEqualTo(NOW_MILLIS + 10_000);
    assertThat(document.path("state").toString()).isEqualTo("{\"kind\":\"success\"}");
  }

  @Test
  void runsWhatIsDueWhenAnotherProgramPutsTheClockForward() throws Exception {
    schedule("jobs:note", 86_400_000);

    ApiClient.of(stub).post("/_stub/clock", "{\"advance\":\"1d\"}");
    stub.awaitScheduledFunctions();

    assertThat(notes()).isEqualTo(1);
  }

  @Test
  void runsAtOnceWhatIsInThePast() throws Exception {
    call("jobs/at", "{'path':'jobs:note','time':%s}".formatted(NOW_MILLIS - 1000));
    schedule("jobs:note", 0);
    call("jobs/afterFromAction", "{'path':'jobs:note','delay':0}");
    stub.awaitScheduledFunctions();

    assertThat(notes()).isEqualTo(3);
  }

  @Test
  void schedulesNothingForAMutationThatFails() throws Exception {
    call("jobs/afterAndThrow", "{'path':'jobs:note','delay':0}");
    stub.awaitScheduledFunctions();

    assertThat(scheduled()).isEmpty();
    assertThat(notes()).isZero();
  }

  @Test
  void doesNotRunWhatIsCancelled() throws Exception {
    String id = schedule("jobs:note", 1000);
    call("jobs/cancel", "{'id':'%s'}".formatted(id));

    stub.advanceClock(Duration.ofSeconds(2));
    stub.awaitScheduledFunctions();

    assertThat(notes()).isZero();
    assertThat(onlyState().path("kind").asText()).isEqualTo("canceled");
    assertThat(scheduled().get(0).path("completedTime").asDouble()).isEqualTo(NOW_MILLIS);
  }

  @Test
  void cancelsNothingThatHasEnded() throws Exception {
    String id = schedule("jobs:note", 0);
    stub.awaitScheduledFunctions();

    call("jobs/cancel", "{'id':'%s'}".formatted(id));

    assertThat(onlyState().path("kind").asText()).isEqualTo("success");
  }

  @Test
  void tellsWhyAFunctionFailedAndLeavesNothingOfIt() throws Exception {
    schedule("jobs:fail", 0);
    stub.awaitScheduledFunctions();

    assertThat(notes()).isZero();
    assertThat(onlyState().toString())
        .isEqualTo("{\"error\":\"Uncaught Error: the disk is full\",\"kind\":\"failed\"}");
  }

  @Test
  void showsAnActionThatIsInProgress() throws Exception {
    schedule("jobs:act", 0);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(onlyState().path("kind").asText()).isEqualTo("inProgress");

    goOn.countDown();
    stub.awaitScheduledFunctions();

    assertThat(onlyState().path("kind").asText()).isEqualTo("success");
  }

  @Test
  void leavesAnActionCancelledThatEndsAfterAll() throws Exception {
    String id = schedule("jobs:act", 0);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    call("jobs/cancel", "{'id':'%s'}".formatted(id));
    goOn.countDown();
    stub.awaitScheduledFunctions();

    assertThat(onlyState().path("kind").asText()).isEqualTo("canceled");
  }

  @Test
  void undoesAMutationThatIsCancelledWhileItRuns() throws Exception {
    String id = schedule("jobs:waitAndNote", 0);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    call("jobs/cancel", "{'id':'%s'}".formatted(id));
    goOn.countDown();
    stub.awaitScheduledFunctions();

    assertThat(notes()).isZero();
    assertThat(onlyState().path("kind").asText()).isEqualTo("canceled");
  }

  @Test
  void runsEachOfManyOnce() throws Exception {
    for (int i = 0; i < 100; i++) {
      schedule("jobs:note", 1000);
    }

    stub.advanceClock(Duration.ofSeconds(1));
    stub.awaitScheduledFunctions();

    assertThat(notes()).isEqualTo(100);
  }

  @Test
  @Timeout(60)
  void runsTenAtOnce() throws Exception {
    for (int i = 0; i < 10; i++) {
      schedule("jobs:meet", 0);
    }

    stub.awaitScheduledFunctions();

    assertThat(together.getCount()).isZero();
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    restart();
    schedule("jobs:note", 3_600_000);

    restart();
    assertThat(notes()).isZero();
    stub.advanceClock(Duration.ofHours(1));
    stub.awaitScheduledFunctions();
    restart();
    stub.awaitScheduledFunctions();

    assertThat(notes()).isEqualTo(1);
  }

  @Test
  void runsAMutationAgainThatTheEndOfTheDeploymentHasInterrupted() throws Exception {
    restart();
    schedule("jobs:waitAndNote", 0);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    restart();
    stub.awaitScheduledFunctions();

    assertThat(waits.get()).isEqualTo(2);
    assertThat(notes()).isEqualTo(1);
    assertThat(onlyState().path("kind").asText()).isEqualTo("success");
  }

  @Test
  void runsNoActionAgainThatTheEndOfTheDeploymentHasInterrupted() throws Exception {
    restart();
    schedule("jobs:act", 0);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    restart();
    stub.awaitScheduledFunctions();

    assertThat(actions.get()).isEqualTo(1);
    assertThat(onlyState().path("kind").asText()).isEqualTo("failed");
  }

  @Test
  void forgetsWhatHasEndedAfterSevenDays() throws Exception {
    schedule("jobs:note", 0);
    stub.awaitScheduledFunctions();

    stub.advanceClock(Duration.ofDays(7).minusMillis(1));
    stub.awaitScheduledFunctions();
    assertThat(scheduled()).hasSize(1);
    stub.advanceClock(Duration.ofMillis(1));
    stub.awaitScheduledFunctions();

    assertThat(scheduled()).isEmpty();
  }

  @Test
  void forgetsEverythingAtAReset() throws Exception {
    schedule("jobs:note", 1000);
    ApiClient.of(stub).post("/_stub/reset", "");

    stub.advanceClock(Duration.ofSeconds(1));
    stub.awaitScheduledFunctions();

    assertThat(scheduled()).isEmpty();
    assertThat(notes()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "jobs:note, -1, the delay is negative",
    "jobs:note, 158112000001, more than five years away",
    "jobs:query, 0, there is no mutation and no action",
    "jobs:nothing, 0, there is no mutation and no action",
    "'', 0, there is no mutation and no action"
  })
  void refusesWhatCannotBeScheduled(String path, long delay, String reason) {
    assertThat(call("jobs/after", "{'path':'%s','delay':%d}".formatted(path, delay)).body())
        .contains(reason);
    assertThat(scheduled()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"no id", "j575tdkqnc5q5gwtmyxys00tkx720rtv"})
  void refusesToCancelWhatIsNoScheduledFunction(String id) {
    assertThat(call("jobs/cancel", "{'id':'%s'}".formatted(id)).body())
        .contains("the given id is none of one");
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    schedule("jobs:act", 0);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("convex-stub-schedule"))
            .toList();

    stub.close();

    for (Thread thread : threads) {
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(threads).hasSizeGreaterThanOrEqualTo(2);
  }
}
