package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source's metadata.yaml and what it names. */
class MetadataTest {

  private static final Path FOLDER = Path.of("../source-connector");

  private JsonNode metadata;

  @BeforeEach
  void readTheFile() throws IOException {
    metadata = new YAMLMapper().readTree(FOLDER.resolve("metadata.yaml").toFile());
  }

  @Test
  void hasWhatTheRegistryDemands() {
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
    assertThat(metadata.path("data").path("connectorType").asText()).isEqualTo("source");
    assertThat(metadata.path("data").path("tags"))
        .extracting(JsonNode::asText)
        .contains("language:java");
  }

  @Test
  void isNotTheEntryOfAirbytesOwnConnector() {
    UUID own = UUID.fromString(metadata.path("data").path("definitionId").asText());

    assertThat(own).isNotEqualTo(UUID.fromString("c332628c-f55c-4017-8222-378cfafda9b2"));
  }

  @Test
  void namesTheImageThatTheAcceptanceTestsRun() throws IOException {
    AcceptanceTestConfig config =
        AcceptanceTestConfig.parse(FOLDER.resolve("acceptance-test-config.yml"));

    assertThat(config.connectorImage())
        .isEqualTo(
            metadata.path("data").path("dockerRepository").asText()
                + ":"
                + metadata.path("data").path("dockerImageTag").asText());
  }

  @Test
  void theIconIsAPictureThatLoadsNothing() throws IOException {
    String icon = Files.readString(FOLDER.resolve(metadata.path("data").path("icon").asText()));

    assertThat(icon).startsWith("<svg ").contains("viewBox").doesNotContain("href", "<script");
  }
}
