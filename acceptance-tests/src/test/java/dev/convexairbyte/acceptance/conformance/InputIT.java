package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.error;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.ProgramRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Input of every kind: what has to be understood, passed over, or refused. */
class InputIT extends DestinationCase {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "broken-lines.csv",
      delimiter = ';',
      quoteCharacter = '\0',
      numLinesToSkip = 1)
  void aLineThatCannotBeWrittenEndsTheSyncWithOneSentence(
      String what, String line, String type, String words) throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users"), dedup("keyed", "id")),
            record("users", "{\"n\":1}"),
            state("users", 1),
            line,
            record("users", "{\"n\":2}"),
            state("users", 2));

    assertThat(write.exitCode()).as(what).isEqualTo(1);
    assertThat(error(write).path("failure_type").asText()).isEqualTo(type);
    assertThat(error(write).path("message").asText())
        .startsWith("Tried to ")
        .contains(" but failed because ", ";", words)
        .endsWith(".");
    assertThat(write.output() + write.errorOutput()).doesNotContain("PRIVATE");
    assertThat(destination.rows("users")).hasSizeGreaterThanOrEqualTo(states(write).size());
    assertThat(states(write)).hasSizeLessThan(2);
  }

  @Test
  void whatIsNotForADestinationIsPassedOver() throws Exception {
    ProgramRun write =
        destination.writeInput(
            List.of(append("users")),
            String.join(
                "\r\n",
                "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"hello\"}}",
                "{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"emitted_at\":1}}",
                "{\"type\":\"SOMETHING_NEW\",\"new\":{}}",
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ESTIMATE\",\"emitted_at\":1,\"estimate\":{\"name\":\"users\",\"type\":\"STREAM\"}}}",
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ANALYTICS\",\"emitted_at\":1,\"analytics\":{\"type\":\"a\",\"value\":\"b\"}}}",
                "",
                "  ",
                record("users", "{\"n\":1}"),
                state("users", 1),
                ""));

    assertThat(write.errors()).isEmpty();
    assertThat(write.exitCode()).isZero();
    assertThat(states(write)).hasSize(1);
    assertThat(destination.rows("users")).containsExactly("{\"n\":1}");
  }

  @Test
  void unknownPropertiesAndExplicitNullsAreFine() throws Exception {
    ObjectNode stream = append("users").json();
    stream.putNull("primary_key").putNull("generation_id").putNull("minimum_generation_id");
    stream.putNull("sync_id").putNull("cursor_field").putNull("destination_object_name");
    stream.withObject("stream").putNull("namespace").putNull("is_resumable").put("new", true);

    ProgramRun write =
        destination.write(
            List.of(new CatalogStream(stream)),
            """
            {"type":"RECORD","log":null,"state":null,"new":[1],"record":{"emitted_at":1763596800,\
            "data":{"n":1},"namespace":null,"stream":"users","meta":null,"file_reference":null}}""",
            """
            {"type":"STATE","record":null,"state":{"type":"STREAM","global":null,"data":null,\
            "stream":{"stream_descriptor":{"name":"users","namespace":null},"stream_state":{}},\
            "sourceStats":null,"destinationStats":null,"id":4}}""");

    assertThat(write.errors()).isEmpty();
    assertThat(write.ofType("STATE"))
        .singleElement()
        .satisfies(
            state ->
                assertThat(state.path("state").path("destinationStats").path("recordCount").asInt())
                    .isEqualTo(1));
    assertThat(destination.rows("users")).containsExactly("{\"n\":1}");
  }

  @Test
  void noInputIsASyncOfNothing() throws Exception {
    ProgramRun write = destination.write(List.of(append("users"), dedup("keyed", "id")));

    assertThat(write.exitCode()).isZero();
    assertThat(write.errors()).isEmpty();
    assertThat(states(write)).isEmpty();
  }

  @Test
  void anInputThatEndsWithinALineIsASourceThatDied() throws Exception {
    ProgramRun write =
        destination.writeInput(
            List.of(append("users")),
            record("users", "{\"n\":1}") + "\n" + record("users", "{\"n\":2}").substring(0, 60));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(error(write).path("failure_type").asText()).isEqualTo("transient_error");
    assertThat(error(write).path("message").asText()).contains("line 2", "source");
  }

  @Test
  void aRecordThatFillsADocumentIsStored() throws Exception {
    String text = "x".repeat(1_048_400);

    ProgramRun write =
        destination.write(
            List.of(append("users")), record("users", "{\"text\":\"%s\"}".formatted(text)));

    assertThat(write.errors()).isEmpty();
    assertThat(destination.backend().documents("users").get(0).path("text").asText())
        .hasSize(1_048_400);
  }

  @Test
  void aRecordThatFitsIntoNoDocumentIsNamedByItsStream() throws Exception {
    String text = "PRIVATE".repeat(200_000);

    ProgramRun write =
        destination.write(
            List.of(append("users")),
            record("users", "{\"text\":\"%s\"}".formatted(text)),
            state("users", 1));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(error(write).path("failure_type").asText()).isEqualTo("config_error");
    assertThat(error(write).path("message").asText()).contains("users", "1 MiB");
    assertThat(write.output() + write.errorOutput()).doesNotContain("PRIVATE");
    assertThat(states(write)).isEmpty();
  }
}
