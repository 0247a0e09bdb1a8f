package dev.convexairbyte.sync.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.sync.catalog.Assignment;
import dev.convexairbyte.sync.catalog.TestCatalog;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.FakeDestination;
import dev.convexairbyte.sync.program.FakeSource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an attempt begins and ends. */
@Timeout(30)
class RelayTest {

  private static final List<String> TWO_RECORDS =
      List.of(Lines.record("users", 1), Lines.record("users", 2), Lines.state("users", 2));

  private final Assignment incremental = TestCatalog.assignment("users:incremental+append_dedup");

  @Test
  void whatTheSourcePrintsIsWrittenAndItsStatesComeBack() throws InterruptedException {
    RelayRun run = run(incremental, FakeSource.of(TWO_RECORDS, 0), new FakeDestination());

    assertThat(run.outcome().isSuccess()).isTrue();
    assertThat(run.outcome().hasProgress()).isTrue();
    assertThat(run.states()).containsExactly("users {\"at\":2}");
    assertThat(run.doubts()).isEmpty();
    assertThat(run.tally("users").read()).isEqualTo(2);
    assertThat(run.tally("users").written()).isEqualTo(2);
    assertThat(run.tally("users").isComplete()).isTrue();
  }

  @Test
  void statusesAreForDestinationsThatKnowGenerationsAndComeLast() throws InterruptedException {
    Assignment two =
        TestCatalog.withGenerations("users:incremental+append", "shop/orders:incremental+append");

    assertThat(run(incremental, FakeSource.of(TWO_RECORDS, 0), new FakeDestination()).given())
        .hasSize(3)
        .noneMatch(line -> line.contains("TRACE"));
    assertThat(run(two, FakeSource.of(TWO_RECORDS, 0), new FakeDestination()).given())
        .hasSize(5)
        .endsWith(
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1000,\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"COMPLETE\"}}}",
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1000,\"stream_status\":{\"stream_descriptor\":{\"name\":\"orders\",\"namespace\":\"shop\"},\"status\":\"COMPLETE\"}}}");
  }

  @ParameterizedTest
  @CsvSource({
    "1, ended with exit code 1",
    "2, ended with exit code 2",
    "128, ended with exit code 128",
    "137, was killed by signal 9",
    "143, was killed by signal 15",
    "192, was killed by signal 64",
    "193, ended with exit code 193",
    "255, ended with exit code 255",
  })
  void nothingIsCompleteIfTheSourceDoesNotExitWithZero(int exitCode, String end)
      throws InterruptedException {
    FakeDestination destination = new FakeDestination();

    RelayRun run =
        run(
            TestCatalog.withGenerations("users:full_refresh+overwrite"),
            FakeSource.of(List.of(Lines.record("users", 1)), exitCode),
            destination);

    assertThat(run.given()).containsExactly(Lines.record("users", 1));
    assertThat(run.failure())
        .isEqualTo(
            "The source %s and did not say why. What it printed last: nothing.".formatted(end));
    assertThat(run.tally("users").isComplete()).isFalse();
  }

  @Test
  void aFullRefreshThatPrintsNoStateIsGivenAnEmptyOne() throws InterruptedException {
    Assignment streams =
        TestCatalog.assignment(
            "users:full_refresh+overwrite",
            "empty:full_refresh+overwrite",
            "resumable~:full_refresh+overwrite",
            "log:incremental+append");

    RelayRun run = run(streams, FakeSource.of(TWO_RECORDS, 0), new FakeDestination());

    assertThat(run.given()).hasSize(4);
    assertThat(run.given().get(3))
        .isEqualTo(
            "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"empty\"},\"stream_state\":{}},\"sourceStats\":{\"recordCount\":0.0},\"id\":2}}");
    assertThat(run.states()).containsExactly("users {\"at\":2}", "empty {}");
  }

  @Test
  void noStateIsPutInWhereTheStreamsShareOne() throws InterruptedException {
    String global =
        "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":1},\"stream_states\":[]}}}";

    RelayRun run =
        run(
            TestCatalog.assignment("users:full_refresh+overwrite"),
            FakeSource.of(List.of(global), 0),
            new FakeDestination());

    assertThat(run.given()).hasSize(1);
    assertThat(run.states()).containsExactly("{\"shared_state\":{\"lsn\":1},\"stream_states\":[]}");
  }

  @Test
  void noStateIsPutInWhereTheSourceFailed() throws InterruptedException {
    RelayRun run =
        run(
            TestCatalog.assignment("users:full_refresh+overwrite"),
            FakeSource.of(List.of(), 1),
            new FakeDestination());

    assertThat(run.given()).isEmpty();
  }

  @Test
  void theEarliestErrorIsTheReasonWhoeverReportsIt() throws InterruptedException {
    RelayRun run =
        run(
            incremental,
            FakeSource.of(List.of(Lines.error("The pipe broke.", 900)), 1),
            new FakeDestination()
                .endingWith(1)
                .saying(Lines.error("The key is wrong.", 800), Lines.error("All is lost.", 850)));

    assertThat(run.outcome().failure())
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.party()).isEqualTo(Party.DESTINATION);
              assertThat(failure.sentence()).isEqualTo("The key is wrong.");
              assertThat(failure.type()).isEqualTo(FailureType.CONFIG_ERROR);
            });
  }

  @Test
  void anErrorWithoutATypeIsASystemErrorAndNoLongerThanThePlatformKeeps()
      throws InterruptedException {
    String error =
        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":{\"message\":\"%s\"}}}"
            .formatted("x".repeat(60_000));

    RelayRun run = run(incremental, FakeSource.of(List.of(error), 1), new FakeDestination());

    assertThat(run.failure()).hasSize(50_000);
    assertThat(run.outcome().failure().map(Failure::type)).contains(FailureType.SYSTEM_ERROR);
  }

  @Test
  void aDestinationThatDiesEndsTheSourceAndSaysWhy() throws InterruptedException {
    FakeSource source =
        FakeSource.hanging(
            Stream.iterate(1, id -> id < 20_000, id -> id + 1)
                .map(id -> Lines.record("users", id))
                .toList());

    RelayRun run =
        run(
            incremental,
            source,
            new FakeDestination().dyingAfter(10, 1).saying(Lines.error("The disk is full.", 900)));

    assertThat(run.failure()).isEqualTo("The disk is full.");
    assertThat(source.isTerminated()).isTrue();
  }

  /** Whether it is noticed while the source prints or only at the end of its input. */
  @RepeatedTest(20)
  void aDestinationThatEndsWellBeforeItHasEverythingHasFailed() throws InterruptedException {
    RelayRun run =
        run(incremental, FakeSource.of(TWO_RECORDS, 0), new FakeDestination().dyingAfter(1, 0));

    assertThat(run.failure())
        .isEqualTo(
            "The destination ended before it had been given everything, and did not say why.");
  }

  @Test
  void aDestinationThatExitsOtherwiseThanWithZeroHasFailedAndItsStatesCount()
      throws InterruptedException {
    RelayRun run =
        run(incremental, FakeSource.of(TWO_RECORDS, 0), new FakeDestination().endingWith(3));

    assertThat(run.failure()).startsWith("The destination ended with exit code 3");
    assertThat(run.outcome().hasProgress()).isTrue();
    assertThat(run.states()).hasSize(1);
  }

  @Test
  void aDestinationThatTakesNothingHoldsTheSourceUpAndIsEnded() throws InterruptedException {
    String large =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":\"%s\"}}}";
    FakeSource source =
        FakeSource.of(Collections.nCopies(100, large.formatted("x".repeat(100_000))), 0);

    RelayRun run =
        new RelayRun(
                incremental,
                false,
                RelayRun.SHORT.withDestination(Duration.ofSeconds(1)),
                source,
                new FakeDestination().takingOnly(3))
            .run();

    assertThat(run.failure())
        .startsWith(
            "Tried to write to the destination but failed because it has taken no input, or not ended, for 1s;");
    assertThat(run.tally("users").read()).isLessThan(60);
  }

  /** As little as goes on its way only when the source has ended, and the state that is put in. */
  @Test
  void aDestinationThatDoesNotTakeTheLastLinesIsEndedAndNotItsSource() throws InterruptedException {
    FakeSource source = FakeSource.of(List.of(Lines.record("users", 1)), 0);

    RelayRun run =
        new RelayRun(
                TestCatalog.assignment("users:full_refresh+overwrite"),
                false,
                RelayRun.SHORT
                    .withSource(Duration.ofMillis(300))
                    .withDestination(Duration.ofSeconds(1)),
                source,
                new FakeDestination().takingOnly(0))
            .run();

    assertThat(run.failure())
        .startsWith(
            "Tried to write to the destination but failed because it has taken no input, or not ended, for 1s;");
    assertThat(source.isTerminated()).isFalse();
  }

  @Test
  void aDestinationThatDoesNotExitAfterASilentSourceIsEndedToo() throws InterruptedException {
    FakeDestination destination = new FakeDestination().hangingAtTheEnd();

    RelayRun run =
        new RelayRun(
                incremental,
                false,
                RelayRun.SHORT
                    .withSource(Duration.ofMillis(300))
                    .withDestination(Duration.ofMillis(300)),
                FakeSource.hanging(TWO_RECORDS),
                destination)
            .run();

    assertThat(run.failure()).as("the earliest").startsWith("Tried to read the source");
    assertThat(run.states()).hasSize(1);
  }

  @Test
  void aDestinationThatDoesNotExitIsEnded() throws InterruptedException {
    RelayRun run =
        new RelayRun(
                incremental,
                false,
                RelayRun.SHORT.withDestination(Duration.ofMillis(300)),
                FakeSource.of(TWO_RECORDS, 0),
                new FakeDestination().hangingAtTheEnd())
            .run();

    assertThat(run.failure())
        .startsWith("Tried to write to the destination but failed because it has taken no input");
    assertThat(run.states()).hasSize(1);
  }

  @Test
  void aSourceThatFallsSilentIsEndedHoweverMuchItLogs() throws InterruptedException {
    FakeSource source = FakeSource.hanging(List.of(Lines.record("users", 1)));

    RelayRun run =
        new RelayRun(
                incremental,
                false,
                RelayRun.SHORT.withSource(Duration.ofMillis(300)),
                source,
                new FakeDestination())
            .run();

    assertThat(run.failure())
        .startsWith(
            "Tried to read the source but failed because it has sent neither a record nor a state");
    assertThat(source.isTerminated()).isTrue();
    assertThat(run.given()).hasSize(1);
  }

  @Test
  void aStoppedAttemptEndsTheSourceFirstAndLetsTheDestinationFinish() throws InterruptedException {
    FakeSource source = FakeSource.hanging(TWO_RECORDS);
    RelayRun run =
        new RelayRun(
            TestCatalog.withGenerations("users:incremental+append"), source, new FakeDestination());
    Thread stopping =
        new Thread(
            () -> {
              while (run.states().isEmpty()) {
                Thread.onSpinWait();
              }
              run.relay().stop();
            });
    stopping.start();

    run.run();
    stopping.join();

    assertThat(run.outcome().isStopped()).isTrue();
    assertThat(run.outcome().failure()).isEmpty();
    assertThat(run.states()).containsExactly("users {\"at\":2}");
    assertThat(run.given()).as("without COMPLETE").hasSize(3);
  }

  @Test
  void aStoppedAttemptEndsADestinationThatDoesNotFinish() throws InterruptedException {
    RelayRun run =
        new RelayRun(
            incremental, FakeSource.hanging(TWO_RECORDS), new FakeDestination().hangingAtTheEnd());
    run.relay().stop();

    run.run();

    assertThat(run.outcome().isStopped()).isTrue();
  }

  @Test
  void aChangedConfigIsHandedOn() throws InterruptedException {
    String control =
        "{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"emitted_at\":1,\"connectorConfig\":{\"config\":{\"token\":2}}}}";
    String withoutItsTime = control.replace("\"emitted_at\":1,", "").replace("2", "3");

    RelayRun run =
        run(incremental, FakeSource.of(List.of(control, withoutItsTime), 0), new FakeDestination());

    assertThat(run.configs()).containsExactly("source {\"token\":2}");
    assertThat(run.given()).isEmpty();
  }

  @Test
  void warningsOfBothAreShown() throws InterruptedException {
    String warning = "{\"type\":\"LOG\",\"log\":{\"level\":\"WARN\",\"message\":\"Look.\"}}";
    String news = "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"Fine.\"}}";
    String withoutItsLevel = "{\"type\":\"LOG\",\"log\":{\"message\":\"Look.\"}}";
    String withoutItsText = "{\"type\":\"LOG\",\"log\":{\"level\":\"WARN\"}}";
    FakeSource source = FakeSource.of(List.of(news, withoutItsLevel, withoutItsText, warning), 0);
    FakeDestination destination = new FakeDestination().saying(warning, news);

    run(incremental, source, destination);

    assertThat(source.shown()).containsExactly("[source] WARN Look.");
    assertThat(destination.shown()).containsExactly("[destination] WARN Look.");
  }

  @Test
  void ofSeveralStreamsThoseAreCompleteThatTheSourceHasFinished() throws InterruptedException {
    List<String> lines =
        List.of(
            Lines.record("users", 1),
            Lines.state("users", 1),
            Lines.status("users", "COMPLETE"),
            Lines.record("orders", 1));

    RelayRun run =
        run(
            TestCatalog.assignment("users:incremental+append", "orders:incremental+append"),
            FakeSource.of(lines, 1),
            new FakeDestination());

    assertThat(run.tally("users").isComplete()).isTrue();
    assertThat(run.tally("orders").isComplete()).isFalse();
  }

  @Test
  void aLineThatADyingSourceHasCutOffIsNoLossAndAnyOtherIs() throws InterruptedException {
    String torn = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"da";

    assertThat(run(incremental, FakeSource.of(List.of(torn), 1), new FakeDestination()).doubts())
        .isEmpty();
    assertThat(
            run(
                    incremental,
                    FakeSource.of(List.of(torn, Lines.record("users", 1), torn), 1),
                    new FakeDestination())
                .doubts())
        .containsExactly(
            "Dropped 1 records of the source: they name no stream, hold nothing or are not whole.");
    assertThat(run(incremental, FakeSource.of(List.of(torn), 0), new FakeDestination()).doubts())
        .hasSize(1);
  }

  @Test
  void aStateThatComesBackWithoutItsNumberEndsTheAttempt() throws InterruptedException {
    FakeSource source = FakeSource.hanging(TWO_RECORDS);

    RelayRun run =
        run(
            incremental,
            source,
            new FakeDestination()
                .changing(
                    message -> {
                      message.withObject("/state").remove("id");
                      return message;
                    }));

    assertThat(run.failure())
        .startsWith("Tried to take a state that the destination sent back but failed because");
    assertThat(run.states()).isEmpty();
    assertThat(source.isTerminated()).isTrue();
  }

  @Test
  void whatTheDestinationCouldNotStoreIsNotCountedAsWritten() throws InterruptedException {
    RelayRun run =
        run(
            incremental,
            FakeSource.of(TWO_RECORDS, 0),
            new FakeDestination().changing(RelayTest::rejectOne));

    assertThat(run.doubts()).isEmpty();
    assertThat(run.tally("users").written()).isEqualTo(1);
    assertThat(run.tally("users").rejected()).isEqualTo(1);
  }

  @Test
  void ofAStateOfSeveralStreamsNobodyKnowsWhichOfThemARecordWasRejectedOf()
      throws InterruptedException {
    String global =
        "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[{\"stream_descriptor\":{\"name\":\"users\"}},{\"stream_descriptor\":{\"name\":\"orders\"}}]}}}";
    FakeDestination destination = new FakeDestination().changing(RelayTest::rejectOne);

    RelayRun run =
        run(
            TestCatalog.assignment("users:incremental+append", "orders:incremental+append"),
            FakeSource.of(List.of(Lines.record("users", 1), Lines.record("orders", 1), global), 0),
            destination);

    assertThat(run.doubts()).isEmpty();
    assertThat(run.tally("users").written()).isEqualTo(1);
    assertThat(destination.shown())
        .containsExactly(
            "[destination] WARN The destination rejected 1 records of a state of several streams, and does not say of which.");
  }

  /** Of the records that a state covers the destination could not store one. */
  private static ObjectNode rejectOne(ObjectNode message) {
    ObjectNode stats = message.withObject("/state/destinationStats");
    stats.put("recordCount", stats.path("recordCount").doubleValue() - 1);
    stats.put("rejectedRecordCount", 1.0);
    return message;
  }

  @Test
  void aStateThatComesBackUnreadableIsNotSaved() throws InterruptedException {
    FakeDestination destination =
        new FakeDestination().changing(message -> message.putNull("type"));

    RelayRun run = run(incremental, FakeSource.of(TWO_RECORDS, 0), destination);

    assertThat(run.outcome().failure().map(Failure::sentence)).isEmpty();
    assertThat(run.doubts())
        .containsExactly(
            "The destination ended without sending back 1 of the states: their records come again with the next sync.");
  }

  private static RelayRun run(Assignment assignment, FakeSource source, FakeDestination destination)
      throws InterruptedException {
    return new RelayRun(assignment, source, destination).run();
  }
}
