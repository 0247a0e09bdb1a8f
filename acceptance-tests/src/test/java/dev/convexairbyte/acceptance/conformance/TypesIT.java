package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.error;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.ProgramRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a value is in Convex. */
class TypesIT extends DestinationCase {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyTypeIsStoredAsTheTableSays() throws Exception {
    List<String[]> cases = Cases.of("types.csv");
    List<String> lines = new ArrayList<>();
    for (String[] row : cases) {
      lines.add(record("values", "{\"what\":\"%s\",\"value\":%s}".formatted(row[0], row[1])));
    }

    ProgramRun write = destination.write(List.of(append("values")), lines);

    assertThat(write.errors()).isEmpty();
    Map<String, JsonNode> stored = new HashMap<>();
    for (ObjectNode document : destination.backend().documents("values")) {
      stored.put(document.path("what").asText(), document.path("value"));
    }
    assertThat(stored).hasSize(cases.size());
    for (String[] row : cases) {
      assertThat(stored.get(row[0])).as(row[0]).isEqualTo(JSON.readTree(row[2]));
    }
  }

  @Test
  void largeIntegersAreRoundedIfThatIsWanted() throws Exception {
    destination.with("large_integers", "round");

    destination.write(List.of(append("values")), record("values", "{\"n\":9007199254740993}"));

    assertThat(destination.backend().documents("values").get(0).path("n").doubleValue())
        .isEqualTo(9007199254740992.0);
  }

  @Test
  void largeIntegersAreRefusedIfThatIsWanted() throws Exception {
    destination.with("large_integers", "fail");

    ProgramRun write =
        destination.write(List.of(append("values")), record("values", "{\"n\":9007199254740993}"));

    assertThat(error(write).path("failure_type").asText()).isEqualTo("config_error");
    assertThat(error(write).path("message").asText())
        .contains("values", "large_integers")
        .doesNotContain("9007199254740993");
    assertThat(destination.requests(TestDestination.IMPORT)).isEmpty();
  }

  @Test
  void aLargeTextIsKeptWhole() throws Exception {
    String text = "ü😀x".repeat(130_000);

    ProgramRun write =
        destination.write(
            List.of(append("values")), record("values", "{\"text\":\"%s\"}".formatted(text)));

    assertThat(write.errors()).isEmpty();
    assertThat(destination.backend().documents("values").get(0).path("text").asText())
        .isEqualTo(text);
  }

  @Test
  void aTypeThatTheSchemaDoesNotKnowIsStoredAsItIs() throws Exception {
    ObjectNode schema =
        (ObjectNode)
            JSON.readTree(
                """
                {"type":"object","properties":{
                 "a":{"type":"geography"},"b":{"oneOf":[{"type":"string"},{"type":"integer"}]},
                 "c":{"type":"integer"},"d":{}}}""");

    destination.write(
        List.of(append("values").withSchema(schema)),
        record("values", "{\"a\":\"POINT(1 2)\",\"b\":5,\"c\":\"no integer\",\"d\":[1],\"e\":1}"));

    assertThat(destination.rows("values"))
        .containsExactly("{\"a\":\"POINT(1 2)\",\"b\":5,\"c\":\"no integer\",\"d\":[1],\"e\":1}");
  }

  @Test
  void aStreamWithoutColumnsTakesWhatComes() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("values").withSchema(JSON.createObjectNode())),
            record("values", "{}"),
            record("values", "{\"n\":1}"),
            state("values", 1));

    assertThat(states(write)).hasSize(1);
    assertThat(destination.rows("values")).containsExactly("{\"n\":1}", "{}");
  }

  @Test
  void keysOfEveryScalarTypeKeepRowsApart() throws Exception {
    destination.write(
        List.of(dedup("values", "k")),
        record("values", "{\"k\":1}"),
        record("values", "{\"k\":\"1\"}"),
        record("values", "{\"k\":true}"),
        record("values", "{\"k\":null}"),
        record("values", "{\"k\":1.0,\"again\":true}"),
        record("values", "{\"k\":null,\"again\":true}"));

    assertThat(destination.rows("values"))
        .containsExactlyInAnyOrder(
            "{\"again\":true,\"k\":1}",
            "{\"k\":\"1\"}",
            "{\"k\":true}",
            "{\"again\":true,\"k\":null}");
  }

  @Test
  void aSourcesNoteOfAChangedFieldDoesNotStopItsRecord() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("values")),
            """
            {"type":"RECORD","record":{"stream":"values","data":{"n":null},"emitted_at":1,"meta":\
            {"changes":[{"field":"n","change":"NULLED","reason":"SOURCE_FIELD_SIZE_LIMITATION"}]}}}""");

    assertThat(write.errors()).isEmpty();
    assertThat(destination.rows("values")).containsExactly("{\"n\":null}");
  }

  @Test
  void aSchemaThatChangesBetweenSyncsChangesOnlyWhatIsWrittenThen() throws Exception {
    destination.write(
        List.of(dedup("users", "id")),
        record("users", "{\"id\":1,\"name\":\"Ada\",\"age\":36}"),
        record("users", "{\"id\":2,\"name\":\"Bob\",\"age\":7}"));

    ProgramRun write =
        destination.write(
            List.of(dedup("users", "id")),
            record("users", "{\"id\":2,\"age\":\"seven\",\"email\":\"b@example.com\"}"));

    assertThat(write.errors()).isEmpty();
    assertThat(destination.rows("users"))
        .containsExactly(
            "{\"age\":\"seven\",\"email\":\"b@example.com\",\"id\":2}",
            "{\"age\":36,\"id\":1,\"name\":\"Ada\"}");
  }

  @Test
  void aKeyThatChangesBetweenSyncsCountsFromThenOn() throws Exception {
    destination.write(
        List.of(dedup("users", "id")), record("users", "{\"id\":1,\"mail\":\"a\",\"n\":1}"));

    ProgramRun write =
        destination.write(
            List.of(dedup("users", "mail")), record("users", "{\"id\":2,\"mail\":\"a\",\"n\":2}"));

    assertThat(write.errors()).isEmpty();
    assertThat(destination.rows("users")).containsExactly("{\"id\":2,\"mail\":\"a\",\"n\":2}");
  }
}
