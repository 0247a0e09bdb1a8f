package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each connector's metadata.yaml and what it names. */
class MetadataTest {

  @ParameterizedTest
  @ValueSource(strings = {"source", "destination"})
  void hasWhatTheRegistryDemands(String type) throws IOException {
    JsonNode metadata = metadata(type);

    assertThat(metadata.path("metadataSpecVersion").asText()).isEqualTo("1.0");
    assertThat(metadata.path("data").fieldNames())
        .toIterable()
        .contains(
            "name",
            "definitionId",
            "connectorType",
            "connectorSubtype",
            "dockerRepository",
            "dockerImageTag",
            "documentationUrl",
            "githubIssueLabel",
            "license",
            "releaseStage",
            "supportLevel",
            "tags");
    assertThat(metadata.path("data").path("connectorType").asText()).isEqualTo(type);
    assertThat(metadata.path("data").path("tags"))
        .extracting(JsonNode::asText)
        .contains("language:java");
  }

  @ParameterizedTest
  @CsvSource({
    "source, c332628c-f55c-4017-8222-378cfafda9b2",
    "destination, 3eb4d99c-11fa-4561-a259-fc88e0c2f8f4"
  })
  void isNotTheEntryOfAirbytesOwnConnector(String type, UUID airbytes) throws IOException {
    UUID own = UUID.fromString(metadata(type).path("data").path("definitionId").asText());

    assertThat(own).isNotEqualTo(airbytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "destination"})
  void namesTheImageThatTheAcceptanceTestsRun(String type) throws IOException {
    AcceptanceTestConfig config =
        AcceptanceTestConfig.parse(folder(type).resolve("acceptance-test-config.yml"));

    assertThat(config.connectorImage())
        .isEqualTo(
            metadata(type).path("data").path("dockerRepository").asText()
                + ":"
                + metadata(type).path("data").path("dockerImageTag").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "destination"})
  void theIconIsAPictureThatLoadsNothing(String type) throws IOException {
    Path icon = folder(type).resolve(metadata(type).path("data").path("icon").asText());

    assertThat(Files.readString(icon))
        .startsWith("<svg ")
        .contains("viewBox")
        .doesNotContain("href", "<script");
  }

  private static JsonNode metadata(String type) throws IOException {
    return new YAMLMapper().readTree(folder(type).resolve("metadata.yaml").toFile());
  }

  private static Path folder(String type) {
    return Path.of("..", type + "-connector");
  }
}
