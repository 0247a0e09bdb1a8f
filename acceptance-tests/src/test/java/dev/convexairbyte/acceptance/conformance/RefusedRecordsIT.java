package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.overwrite;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.error;
import static dev.convexairbyte.acceptance.conformance.TestDestination.logs;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.acceptance.ProgramRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that Convex could not store are found before anything of them is sent. */
class RefusedRecordsIT extends DestinationCase {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Arguments> refused() {
    return List.of(
        Arguments.of("over 1 MiB", "{\"id\":2,\"f\":\"%s\"}".formatted("PRIVATE".repeat(150_000))),
        Arguments.of(
            "17 levels", "{\"id\":2,\"f\":%s1%s}".formatted("[".repeat(16), "]".repeat(16))),
        Arguments.of("1,025 fields", "{\"id\":2,\"f\":{%s}}".formatted(fields(1_025))),
        Arguments.of("8,193 items", "{\"id\":2,\"f\":[0%s]}".formatted(",0".repeat(8_192))),
        Arguments.of("no key", "{\"f\":\"PRIVATE\"}"),
        Arguments.of("a number out of range", "{\"id\":2,\"f\":1e999}"),
        Arguments.of("half a surrogate pair", "{\"id\":2,\"f\":\"PRIVATE\\ud800\"}"),
        Arguments.of("a name that cannot be", "{\"id\":2,\"%s\":1}".formatted("f".repeat(1_025))),
        Arguments.of(
            "names that are all taken",
            "{\"id\":2,\"_f\":1,\"source_f\":1,\"source_source_f\":1,\"source_source_source_f\":1}"));
  }

  private static String fields(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"f%d\":0".formatted(number))
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void oneEndsTheSyncBeforeItIsSentAndIsNamedByStreamAndLine(String what, String data)
      throws Exception {
    ProgramRun write =
        destination.write(List.of(dedup("users", "id")), record("users", data), state("users", 1));

    assertThat(write.exitCode()).as(what).isEqualTo(1);
    assertThat(error(write).path("message").asText())
        .startsWith("Tried to ")
        .contains("stream users", "line 1", " but failed because ")
        .doesNotContain("PRIVATE");
    assertThat(destination.requests(TestDestination.IMPORT)).isEmpty();
    assertThat(states(write)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void oneIsLeftOutAndCountedIfThatIsWanted(String what, String data) throws Exception {
    destination.with("on_record_error", "skip");

    ProgramRun write =
        destination.write(
            List.of(dedup("users", "id")),
            record("users", "{\"id\":1}"),
            record("users", data),
            record("users", "{\"id\":3}"),
            state("users", 1),
            record("users", "{\"id\":4}"),
            state("users", 2));

    assertThat(write.errors()).as(what).isEmpty();
    assertThat(write.exitCode()).isZero();
    assertThat(destination.rows("users")).containsExactly("{\"id\":1}", "{\"id\":3}", "{\"id\":4}");
    assertThat(stats(states(write).get(0)))
        .isEqualTo(JSON.readTree("{\"recordCount\":2.0,\"rejectedRecordCount\":1.0}"));
    assertThat(stats(states(write).get(1)).path("recordCount").asInt()).isEqualTo(1);
    assertThat(stats(states(write).get(1)).path("rejectedRecordCount").asInt()).isZero();
    assertThat(logs(write, "WARN"))
        .anySatisfy(warning -> assertThat(warning).contains("users", "line 2"));
    assertThat(write.output()).doesNotContain("PRIVATE");
  }

  @Test
  void onlyTheFirstFewThatAreLeftOutAreLogged() throws Exception {
    destination.with("on_record_error", "skip");
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 500; number++) {
      lines.add(record("users", "{\"n\":%d}".formatted(number)));
    }
    lines.add(state("users", 1));

    ProgramRun write = destination.write(List.of(dedup("users", "id")), lines);

    assertThat(write.exitCode()).isZero();
    assertThat(stats(states(write).get(0)).path("rejectedRecordCount").asInt()).isEqualTo(500);
    assertThat(logs(write, "WARN")).hasSizeBetween(1, 20);
    assertThat(logs(write, "INFO"))
        .anySatisfy(line -> assertThat(line).contains("users", "500").containsIgnoringCase("skip"));
  }

  @Test
  void oneThatIsRefusedFirstCostsAnOverwriteNoData() throws Exception {
    destination.seed("users", "{\"old\":true}");

    ProgramRun write =
        destination.write(
            List.of(overwrite("users")),
            record("users", "{\"f\":%s1%s}".formatted("[".repeat(16), "]".repeat(16))));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(destination.rows("users")).containsExactly("{\"old\":true}");
  }

  @Test
  void oneThatOnlyTheDeploymentRefusesIsFoundWithinItsBatch() throws Exception {
    destination
        .backend()
        .declare(
            JSON.readTree(
                """
                {"schemaValidation":true,"tables":[{"tableName":"users","indexes":[],\
                "searchIndexes":[],"documentType":{"type":"object","value":{\
                "n":{"fieldType":{"type":"number"},"optional":false}}}}]}"""));
    destination.with("on_record_error", "skip");
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      lines.add(
          record("users", number == 33 ? "{\"n\":\"PRIVATE\"}" : "{\"n\":%d}".formatted(number)));
    }
    lines.add(state("users", 1));

    ProgramRun write = destination.write(List.of(append("users")), lines);

    assertThat(write.errors()).isEmpty();
    assertThat(destination.rows("users")).hasSize(49);
    assertThat(stats(states(write).get(0)))
        .isEqualTo(JSON.readTree("{\"recordCount\":49.0,\"rejectedRecordCount\":1.0}"));
    assertThat(write.output()).doesNotContain("PRIVATE");
  }

  private static JsonNode stats(String state) throws Exception {
    return JSON.readTree(state).path("state").path("destinationStats");
  }
}
