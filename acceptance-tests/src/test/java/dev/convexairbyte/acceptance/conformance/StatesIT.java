package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.Lines.echo;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.error;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.FaultRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every STATE comes back, in order, as it came, and only when what it vouches for is written. */
@Timeout(120)
class StatesIT extends DestinationCase {

  @Test
  void everyStateComesBackInOrderWithTheRecordsOfItsInterval() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(dedup("users", "id")),
            state("users", 1),
            record("users", "{\"id\":1}"),
            record("users", "{\"id\":1}"),
            record("users", "{\"id\":2}"),
            state("users", 2),
            state("users", 3),
            record("users", "{\"id\":1,\"_ab_cdc_deleted_at\":\"2026-01-01\"}"),
            state("users", 4));

    assertThat(states(write))
        .containsExactly(
            echo(state("users", 1), 0),
            echo(state("users", 2), 3),
            echo(state("users", 3), 0),
            echo(state("users", 4), 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"state\":{\"stream\":{\"stream_state\":{\"b\":1.50,\"a\":1e400},\"stream_descriptor\":{\"name\":\"users\"}},\"type\":\"STREAM\",\"id\":7},\"type\":\"STATE\"",
        "{ \"type\" : \"STATE\", \"state\" : { \"type\":\"STREAM\", \"id\":7, \"stream\":{\"stream_descriptor\":{\"name\":\"users\",\"namespace\":null},\"stream_state\":\"\\u00e9\\/ü 日本 😀\"}, \"sourceStats\":{\"recordCount\":0.0}}",
        "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":[9007199254740993]},\"unknown\":{\"x\":null},\"id\":7}",
        "{\"type\":\"STATE\",\"record\":null,\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"}},\"global\":null,\"data\":null,\"id\":7}"
      })
  void aStateComesBackByteForByte(String state) throws Exception {
    ProgramRun write = destination.write(List.of(append("users")), state + "}");

    String line =
        write.output().lines().filter(text -> text.contains("\"STATE\"")).findFirst().orElseThrow();
    assertThat(line.replaceFirst(",\"destinationStats\":\\{\"recordCount\":0.0}", ""))
        .isEqualTo(state + "}");
    assertThat(line).contains("\"destinationStats\"");
  }

  @Test
  void aStateInTheMiddleComesBackWhileTheSyncGoesOn() throws Exception {
    destination.with("batch_records", 2);
    try (OpenWrite write = destination.open(List.of(append("users")))) {
      write.send(record("users", "{\"n\":1}"), record("users", "{\"n\":2}"), state("users", 1));

      assertThat(write.nextState()).isEqualTo(echo(state("users", 1), 2));
      assertThat(destination.rows("users")).hasSize(2);

      write.send(record("users", "{\"n\":3}"));
      write.endInput();
      assertThat(write.exitCode()).isZero();
    }
    assertThat(destination.rows("users")).hasSize(3);
  }

  @Test
  void statesOfSeveralStreamsComeBackInTheOrderOfEach() throws Exception {
    destination.with("batch_records", 2);
    List<CatalogStream> catalog = List.of(append("a"), dedup("b", "n"), append("c"));
    List<String> lines = new ArrayList<>();
    for (int number = 1; number <= 30; number++) {
      for (String stream : List.of("a", "b", "c")) {
        lines.add(record(stream, "{\"n\":%d}".formatted(number)));
        if (number % 5 == 0) {
          lines.add(state(stream, number));
        }
      }
    }

    List<String> states = states(destination.write(catalog, lines));

    for (String stream : List.of("a", "b", "c")) {
      assertThat(states)
          .filteredOn(line -> line.contains("\"name\":\"%s\"".formatted(stream)))
          .containsExactly(
              echo(state(stream, 5), 5),
              echo(state(stream, 10), 5),
              echo(state(stream, 15), 5),
              echo(state(stream, 20), 5),
              echo(state(stream, 25), 5),
              echo(state(stream, 30), 5));
      assertThat(destination.rows(stream)).hasSize(30);
    }
  }

  @Test
  void aGlobalStateWaitsForAllStreamsAndCountsThemTogether() throws Exception {
    String global =
        """
        {"type":"STATE","state":{"type":"GLOBAL","global":{"shared_state":{"lsn":9007199254740993},\
        "stream_states":[{"stream_descriptor":{"name":"a"},"stream_state":{}},\
        {"stream_descriptor":{"name":"b"},"stream_state":{}}]},"id":1}}""";

    ProgramRun write =
        destination.write(
            List.of(append("a"), append("b")),
            record("a", "{\"n\":1}"),
            record("b", "{\"n\":1}"),
            record("b", "{\"n\":2}"),
            global,
            global.replace("\"id\":1", "\"id\":2"));

    assertThat(states(write))
        .containsExactly(echo(global, 3), echo(global.replace("\"id\":1", "\"id\":2"), 0));
    assertThat(destination.rows("b")).hasSize(2);
  }

  @Test
  void theEmptyStateThatThePlatformPutsInComesBack() throws Exception {
    String injected =
        """
        {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"users"},\
        "stream_state":{}},"id":1}}""";

    ProgramRun write =
        destination.write(List.of(append("users")), record("users", "{\"n\":1}"), injected);

    assertThat(states(write)).containsExactly(echo(injected, 1));
  }

  @Test
  void aStateWithoutATypeComesBack() throws Exception {
    String legacy = "{\"type\":\"STATE\",\"state\":{\"data\":{\"cursor\":1},\"id\":1}}";

    ProgramRun write =
        destination.write(List.of(append("users")), record("users", "{\"n\":1}"), legacy);

    assertThat(states(write)).containsExactly(echo(legacy, 1));
  }

  @Test
  void statesOfTwoTypesAreRefused() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users")),
            state("users", 1),
            "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[]},\"id\":2}}");

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(error(write).path("message").asText()).contains("line 2", "GLOBAL", "STREAM");
    assertThat(states(write)).containsExactly(echo(state("users", 1), 0));
  }

  @Test
  void whatCouldNotBeWrittenIsNotAcknowledged() throws Exception {
    destination.with("batch_records", 1).with("concurrency", 1);
    destination
        .backend()
        .fail(
            FaultRule.error(BackendError.OPERATION_NOT_PERMITTED, TestDestination.IMPORT)
                .onCall(3));

    ProgramRun write =
        destination.write(
            List.of(append("users")),
            record("users", "{\"n\":1}"),
            state("users", 1),
            record("users", "{\"n\":2}"),
            state("users", 2),
            record("users", "{\"n\":3}"),
            state("users", 3),
            record("users", "{\"n\":4}"),
            state("users", 4));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(states(write))
        .doesNotContain(echo(state("users", 3), 1), echo(state("users", 4), 1));
    assertThat(destination.rows("users")).hasSizeGreaterThanOrEqualTo(states(write).size());
  }
}
