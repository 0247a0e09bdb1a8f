package dev.convexairbyte.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.acceptance.cat.SpecChecks;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What Airbyte's FAST (airbytehq/airbyte-python-cdk, airbyte_cdk/test/standard_tests) asks of a
 * destination, spec and check, over the files that it reads; and CAT's rules for a spec.
 */
class FilesIT extends DestinationCase {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path files = Programs.ofThisCheckout().home().resolve("destination-connector");

  @Test
  @DisplayName("test_docker_image_build_and_spec")
  void theSpecIsTheExpectedOneAndFollowsEveryRule() throws Exception {
    ProgramRun run = destination.spec();

    assertThat(run.exitCode()).isZero();
    assertThat(run.messages()).hasSize(1);
    JsonNode spec = run.messages().get(0).path("spec");
    assertThat(spec).isEqualTo(JSON.readTree(files.resolve(test("spec", 0, "spec_path")).toFile()));
    assertThat(spec.path("documentationUrl").asText()).startsWith("https://");
    assertThat(spec.path("supported_destination_sync_modes"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("append", "append_dedup", "overwrite");
    SpecChecks checks = new SpecChecks(spec);
    assertThat(checks.complaints()).isEmpty();
    assertThat(checks.configMatchesSpec(config(test("spec", 0, "config_path")))).isEmpty();
  }

  @Test
  void theSpecTakesTheConfigsOfAirbytesPythonConnector() throws Exception {
    JsonNode python =
        JSON.readTree(
            """
            {"connectionSpecification":{"required":["deployment_url","access_key"],
             "properties":{"deployment_url":{"type":"string"},"access_key":{"type":"string"}}}}""");

    JsonNode spec = destination.spec().messages().get(0).path("spec");

    assertThat(new SpecChecks(spec).acceptsWhatEarlierSpecsAccepted(python)).isEmpty();
  }

  @Test
  @DisplayName("test_docker_image_build_and_check")
  void everyConfigIsAnsweredAsTheFileSays() throws Exception {
    assertThat(check(test("connection", 0, "config_path")))
        .isEqualTo(test("connection", 0, "status"));
    assertThat(check(test("connection", 1, "config_path")))
        .isEqualTo(test("connection", 1, "status"));
  }

  private String test(String section, int number, String key) throws IOException {
    return new YAMLMapper()
        .readTree(files.resolve("acceptance-test-config.yml").toFile())
        .path("acceptance_tests")
        .path(section)
        .path("tests")
        .path(number)
        .path(key)
        .asText();
  }

  private ObjectNode config(String path) throws IOException {
    String filled =
        Files.readString(files.resolve(path))
            .replace("{{deployment_url}}", destination.backend().url().toString())
            .replace("{{access_key}}", TestDeployment.ADMIN_KEY_IN_JSON);
    return (ObjectNode) JSON.readTree(filled);
  }

  /** In the words of the file: {@code succeed} or {@code failed}. */
  private String check(String path) throws Exception {
    config(path)
        .properties()
        .forEach(set -> destination.with(set.getKey(), set.getValue().asText()));
    ProgramRun run = destination.check();
    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).isEmpty();
    assertThat(run.messages()).hasSize(1);
    return switch (run.messages().get(0).at("/connectionStatus/status").asText()) {
      case "SUCCEEDED" -> "succeed";
      case "FAILED" -> "failed";
      default -> "neither";
    };
  }
}
