package dev.convexairbyte.sync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.sync.catalog.TestCatalog;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.program.FakeDestination;
import dev.convexairbyte.sync.program.FakeSource;
import dev.convexairbyte.sync.state.ConnectionMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs over several attempts, with and without generations. */
@Timeout(60)
class JobRunTest {

  private static final String CONFIG_ERROR =
      "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":{\"message\":\"Bad key.\",\"failure_type\":\"config_error\"}}}";
  private static final String ERROR =
      "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":{\"message\":\"No network.\"}}}";

  @TempDir private Path folder;

  @Test
  void theNextSyncGoesOnWhereTheLastOneStopped() throws InterruptedException {
    JobFixture jobs = jobs(false, "users:incremental+append_dedup");
    jobs.then(source(0, record("users"), state("users", 1))).then(source(0));

    assertThat(jobs.sync().isSuccess()).isTrue();
    assertThat(jobs.sync().isSuccess()).isTrue();

    assertThat(jobs.told())
        .containsExactly(
            "writes users append_dedup",
            "reads users append_dedup",
            "writes users append_dedup",
            "reads users append_dedup from users{\"at\":1}");
  }

  @Test
  void anAttemptThatSavedSomethingIsFollowedAtOnceByOneThatGoesOn() throws InterruptedException {
    JobFixture jobs = jobs(false, "users:incremental+append_dedup");
    jobs.then(source(1, record("users"), state("users", 1), ERROR)).then(source(0));

    JobResult result = jobs.sync();

    assertThat(result.isSuccess()).isTrue();
    assertThat(result.attempts()).isEqualTo(2);
    assertThat(jobs.told())
        .containsExactly(
            "writes users append_dedup",
            "reads users append_dedup",
            "attempt 1 failed: No network.",
            "sleeps 0",
            "writes users append_dedup",
            "reads users append_dedup from users{\"at\":1}");
  }

  @Test
  void anAttemptThatSavedNothingIsWaitedAfterLongerEachTimeAndGivenUpAfterFive()
      throws InterruptedException {
    JobFixture jobs = jobs(false, "users:incremental+append_dedup");
    for (int attempt = 1; attempt <= 5; attempt++) {
      jobs.then(source(1, ERROR));
    }

    JobResult result = jobs.sync();

    assertThat(result.failure().map(Failure::sentence)).contains("No network.");
    assertThat(result.attempts()).isEqualTo(5);
    assertThat(jobs.told())
        .filteredOn(line -> line.startsWith("sleeps"))
        .containsExactly("sleeps 10", "sleeps 30", "sleeps 90", "sleeps 270");
  }

  @Test
  void whatOnlyTheOperatorCanCureIsNotTriedAgain() throws InterruptedException {
    JobFixture jobs = jobs(false, "users:incremental+append_dedup");
    jobs.then(source(1, CONFIG_ERROR));

    JobResult result = jobs.sync();

    assertThat(result.failure().map(Failure::sentence)).contains("Bad key.");
    assertThat(result.attempts()).isEqualTo(1);
  }

  @Test
  void aDestinationIsEndedWhateverKeepsTheSourceFromStarting() {
    FakeDestination destination = new FakeDestination();
    JobFixture jobs = jobs(false, "users:incremental+append").then(destination);

    assertThatThrownBy(jobs::sync).isInstanceOf(NoSuchElementException.class);

    assertThat(destination.await(Duration.ZERO)).hasValue(143);
  }

  @Test
  void whatTheDestinationHadAcknowledgedIsKeptWhenItDies() throws InterruptedException {
    JobFixture jobs = jobs(false, "users:incremental+append_dedup");
    jobs.then(
            source(0, record("users"), state("users", 1), record("users"), state("users", 2)),
            new FakeDestination().dyingAfter(3, 1))
        .then(source(0));

    jobs.sync();

    assertThat(jobs.told()).last().isEqualTo("reads users append_dedup from users{\"at\":1}");
  }

  @Test
  void withoutGenerationsAFullRefreshStartsOverInEveryAttempt() throws InterruptedException {
    JobFixture jobs = jobs(false, "users~:full_refresh+overwrite");
    jobs.then(source(1, record("users"), state("users", 1))).then(source(0));

    jobs.sync();

    assertThat(jobs.told())
        .contains("writes users overwrite")
        .last()
        .isEqualTo("reads users overwrite");
  }

  @Test
  void withGenerationsAResumableFullRefreshGoesOnInTheSameGeneration() throws InterruptedException {
    JobFixture jobs = jobs(true, "users~:full_refresh+overwrite", "log:full_refresh+overwrite");
    jobs.then(source(1, record("users"), state("users", 1))).then(source(0)).then(source(0));

    jobs.sync();
    jobs.sync();

    assertThat(jobs.told())
        .filteredOn(line -> line.startsWith("reads"))
        .containsExactly(
            "reads users append 1/1 of job 2, log append 1/1 of job 2",
            "reads users append 1/1 of job 2, log append 2/2 of job 2 from users{\"at\":1}",
            "reads users append 2/2 of job 3, log append 3/3 of job 3");
  }

  @Test
  void aRefreshReadsItsStreamsFromTheStartAndTheOthersOn() throws InterruptedException {
    JobFixture jobs = jobs(true, "users~:incremental+append_dedup", "log:incremental+append");
    jobs.then(source(0, state("users", 1), state("log", 1)))
        .then(source(0, state("users", 2)))
        .then(source(0));

    jobs.sync();
    jobs.job(Job.Kind.TRUNCATE_REFRESH, "users").run();
    jobs.sync();

    assertThat(jobs.told())
        .filteredOn(line -> line.startsWith("reads"))
        .containsExactly(
            "reads users append_dedup 0/0 of job 2, log append 0/0 of job 2",
            "reads users append_dedup 1/1 of job 3, log append 0/0 of job 3 from log{\"at\":1}",
            "reads users append_dedup 1/0 of job 4, log append 0/0 of job 4 from log{\"at\":1} users{\"at\":2}");
  }

  @Test
  void aRefreshThatWasGivenUpIsGoneOnWithByTheNextSync() throws InterruptedException {
    JobFixture jobs = jobs(true, "users~:incremental+append_dedup");
    jobs.then(source(1, CONFIG_ERROR, record("users"), state("users", 2))).then(source(0));

    assertThat(jobs.job(Job.Kind.TRUNCATE_REFRESH, "users").run().isSuccess()).isFalse();
    jobs.sync();

    assertThat(jobs.told())
        .last()
        .isEqualTo("reads users append_dedup 1/1 of job 3 from users{\"at\":2}");
  }

  @Test
  void aClearHasOnlyItsStreamsNoSourceAndStatesOfNull() throws InterruptedException {
    JobFixture jobs = jobs(false, "users:incremental+append_dedup", "log:incremental+append");
    jobs.then(source(0, state("users", 1), state("log", 1)));
    jobs.sync();
    jobs.then(source(0));

    JobResult result = jobs.job(Job.Kind.CLEAR, "users").run();

    assertThat(result.isSuccess()).isTrue();
    assertThat(jobs.told()).last().isEqualTo("writes users overwrite");
    assertThat(jobs.given(2))
        .containsExactly(
            "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"}},\"sourceStats\":{\"recordCount\":0.0},\"id\":1}}");
    assertThat(saved()).containsExactly("log");
  }

  @Test
  void aClearWithGenerationsEndsWithComplete() throws InterruptedException {
    JobFixture jobs = jobs(true, "users:incremental+append_dedup", "log:incremental+append");
    jobs.then(source(0));

    jobs.job(Job.Kind.CLEAR, "users").run();

    assertThat(jobs.told()).containsExactly("writes users append 1/1 of job 2");
    assertThat(jobs.given(1)).hasSize(2).last().asString().contains("\"COMPLETE\"");
  }

  @Test
  void aDoubtIsAWarningAndWithStrictAFailureThatIsNotTriedAgain() throws InterruptedException {
    FakeSource miscounts =
        source(
            0,
            "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"sourceStats\":{\"recordCount\":3},\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":1}}}");
    JobFixture lenient = jobs(false, "users:incremental+append").then(miscounts);
    assertThat(lenient.sync().isSuccess()).isTrue();
    assertThat(lenient.told()).anyMatch(line -> line.startsWith("doubts: The source says"));

    JobFixture strict =
        jobs(false, "users:incremental+append")
            .then(source(0, "{\"type\":\"RECORD\",\"record\":{\"data\":{}}}"))
            .strict();
    JobResult result = strict.sync();

    assertThat(result.failure().map(Failure::sentence))
        .contains(
            "With --strict this is a failure: Dropped 1 records of the source: they name no stream, hold nothing or are not whole.");
    assertThat(result.attempts()).isEqualTo(1);
  }

  @Test
  void statesOfAnotherKindThanTheSavedOnesAreRefused() throws InterruptedException {
    JobFixture jobs = jobs(false, "users:incremental+append");
    jobs.then(source(0, state("users", 1)))
        .then(
            source(
                0,
                "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":1,\"stream_states\":[]}}}"));

    jobs.sync();
    JobResult result = jobs.sync();

    assertThat(result.failure().map(Failure::sentence))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence).contains("states of the kind STREAM are saved; clear"));
    assertThat(saved()).containsExactly("users");
  }

  @Test
  void aJobThatIsStoppedWhileItWaitsEndsAtOnce() throws InterruptedException {
    CountDownLatch sleeps = new CountDownLatch(1);
    JobFixture jobs =
        jobs(false, "users:incremental+append")
            .then(source(1, ERROR))
            .sleepingWith(
                time -> {
                  sleeps.countDown();
                  Thread.sleep(60_000);
                });
    JobRun job = jobs.job(Job.Kind.SYNC);
    Thread stopping =
        new Thread(
            () -> {
              try {
                sleeps.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              job.stop();
            });
    stopping.start();

    JobResult result = job.run();
    stopping.join();

    assertThat(result.isStopped()).isTrue();
    assertThat(result.attempts()).isEqualTo(1);
  }

  @Test
  void aJobThatIsStoppedBeforeItBeginsStartsNothingThatGoesOn() throws InterruptedException {
    JobFixture jobs = jobs(false, "users:incremental+append").then(FakeSource.hanging(List.of()));
    JobRun job = jobs.job(Job.Kind.SYNC);

    job.stop();

    assertThat(job.run().isStopped()).isTrue();
  }

  private List<String> saved() {
    return ConnectionMemory.open(state(), false).states().json().findValuesAsText("name");
  }

  private JobFixture jobs(boolean withGenerations, String... streams) {
    return new JobFixture(TestCatalog.of(streams), state(), withGenerations);
  }

  private Path state() {
    return folder.resolve("state.json");
  }

  private static FakeSource source(int exitCode, String... lines) {
    return FakeSource.of(List.of(lines), exitCode);
  }

  private static String record(String stream) {
    return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"%s\",\"data\":{\"id\":1},\"emitted_at\":1}}"
        .formatted(stream);
  }

  private static String state(String stream, int at) {
    return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"at\":%d}}}}"
        .formatted(stream, at);
  }
}
