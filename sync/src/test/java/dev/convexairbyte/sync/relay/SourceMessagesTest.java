package dev.convexairbyte.sync.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.sync.catalog.TestCatalog;
import dev.convexairbyte.sync.program.FakeDestination;
import dev.convexairbyte.sync.program.FakeSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What of a source's messages reaches the destination, and what ends the attempt. */
@Timeout(20)
class SourceMessagesTest {

  /** What a source with nothing to say prints: the platform owes nothing then. */
  private static final String LAST_STATE = Lines.state("users", 9);

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "source-messages.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void handsOnRecordsAndStatesOnly(
      String what, String streams, String line, String given, String failure, String doubts)
      throws InterruptedException {
    FakeSource source = FakeSource.of(List.of(line, LAST_STATE), 0);

    RelayRun run =
        new RelayRun(TestCatalog.assignment(streams), source, new FakeDestination()).run();

    List<String> ofTheLine =
        run.given().stream()
            .filter(one -> !one.contains("{\"at\":9}") && !one.contains("\"stream_state\":{}"))
            .toList();
    assertThat(ofTheLine)
        .as(what)
        .isEqualTo(given == null ? List.of() : List.of(given.equals("=") ? line : given));
    assertThat(run.failure()).contains(failure == null ? "" : failure);
    assertThat(run.outcome().isSuccess()).isEqualTo(failure == null);
    assertThat(String.join("\n", run.doubts()))
        .contains(doubts == null ? "" : doubts)
        .hasSizeLessThan(doubts == null ? 1 : Integer.MAX_VALUE);
  }

  @Test
  void aSecondKindOfStateEndsTheAttempt() throws InterruptedException {
    String global =
        "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[]}}}";

    RelayRun run =
        new RelayRun(
                TestCatalog.assignment("users:incremental+append"),
                FakeSource.of(List.of(Lines.state("users", 1), global), 0),
                new FakeDestination())
            .run();

    assertThat(run.failure()).contains("it is a GLOBAL one and those before it were STREAM");
    assertThat(run.states()).containsExactly("users {\"at\":1}");
  }

  @Test
  void aVeryLargeRecordGoesOnAndIsWarnedOf() throws InterruptedException {
    String line =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":\"%s\"}}}"
            .formatted("x".repeat(20_000_000));
    FakeSource source = FakeSource.of(List.of(line, LAST_STATE), 0);

    RelayRun run =
        new RelayRun(
                TestCatalog.assignment("users:full_refresh+append"), source, new FakeDestination())
            .run();

    assertThat(run.given().get(0).equals(line)).isTrue();
    assertThat(source.shown())
        .containsExactly(
            "[source] WARN A record of users has 20,000,062 bytes, which many destinations do not take.");
  }

  @Test
  void onlySelectedColumnsGoOnAndTheirBytesAsTheyCame() throws InterruptedException {
    String line =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"no\":{\"id\":1}, \"id\" : 1.500 ,\"nor\":\"\u00fc\"},\"emitted_at\":1}}";

    RelayRun run =
        new RelayRun(
                TestCatalog.assignment("users:full_refresh+append"),
                true,
                RelayRun.SHORT,
                FakeSource.of(List.of(line, LAST_STATE), 0),
                new FakeDestination())
            .run();

    assertThat(run.given().get(0))
        .isEqualTo(
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\" : 1.500},\"emitted_at\":1}}");
  }
}
