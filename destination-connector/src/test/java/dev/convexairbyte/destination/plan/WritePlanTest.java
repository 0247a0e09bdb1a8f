package dev.convexairbyte.destination.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.log.LogOutput;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.FailureType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class WritePlanTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "plans.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
  void plansEveryStreamAsTheCatalogSays(String what, String streams, String plans)
      throws IOException {
    WritePlan plan = WritePlan.of(catalog(streams));

    assertThat(plan.streams().stream().map(WritePlanTest::inWords).collect(joining("; ")))
        .as(what)
        .isEqualTo(plans);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "refusals.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
  void refusesWhatConvexCannotDo(String what, String streams, String reason) throws IOException {
    ConfiguredAirbyteCatalog catalog = catalog(streams);

    assertThatThrownBy(() -> WritePlan.of(catalog))
        .as(what)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageStartingWith("Tried to plan stream ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith(".");
  }

  @Test
  void warnsOfAnIncrementalStreamWhoseTableIsEmptiedInEverySync() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    LogOutput.install(StdoutMessageWriter.to(output), Level.WARN);
    try {
      WritePlan.of(
          catalog(
              """
              {"name":"a","sync_mode":"incremental","destination_sync_mode":"overwrite"}
              {"name":"b","sync_mode":"incremental","destination_sync_mode":"append"}
              {"name":"c","sync_mode":"full_refresh","destination_sync_mode":"overwrite"}"""));
    } finally {
      LogOutput.uninstall();
    }

    assertThat(output.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .contains("Stream a is read incrementally and overwritten:");
  }

  /** Streams as a catalog has them, but for the name, what is always alike, and the nesting. */
  private static ConfiguredAirbyteCatalog catalog(String streams) throws IOException {
    List<ConfiguredAirbyteStream> configured = new ArrayList<>();
    try (MappingIterator<ObjectNode> snippets =
        Json.mapper().readerFor(ObjectNode.class).readValues(streams)) {
      while (snippets.hasNext()) {
        ObjectNode snippet = snippets.next();
        ObjectNode stream = snippet.putObject("stream");
        stream.put("name", snippet.path("name").asText("users"));
        stream.set("namespace", snippet.remove("namespace"));
        stream.set("source_defined_primary_key", snippet.remove("source_defined_primary_key"));
        stream.putObject("json_schema");
        stream.putArray("supported_sync_modes").add("full_refresh");
        snippet.putIfAbsent("sync_mode", TextNode.valueOf("full_refresh"));
        configured.add(Json.mapper().treeToValue(snippet, ConfiguredAirbyteStream.class));
      }
    }
    return new ConfiguredAirbyteCatalog(configured);
  }

  private static String inWords(StreamPlan plan) {
    return plan.table()
        + key(plan)
        + (plan.isClearedFirst() ? ", cleared" : "")
        + (plan.isHeld() ? ", held" : "");
  }

  private static String key(StreamPlan plan) {
    PrimaryKey key = plan.key();
    if (key == null) {
      return ", append";
    }
    return " by " + key.storedPaths().stream().map(PrimaryKey::dotted).collect(joining("+"));
  }
}
