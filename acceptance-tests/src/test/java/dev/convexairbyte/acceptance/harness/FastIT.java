package dev.convexairbyte.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.convexairbyte.acceptance.ConnectorFolder;
import dev.convexairbyte.acceptance.image.DefaultBridge;
import dev.convexairbyte.acceptance.image.Images;
import dev.convexairbyte.acceptance.testbed.LocalDeployment;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FAST, the standard tests that come with Airbyte's CDK, over the images and the connectors'
 * folders.
 */
class FastIT {

  private static final String SPEC = "test_docker_image_build_and_spec";
  private static final String CONFIG =
      "test_docker_image_build_and_config_matches_spec['config' Test Scenario]";
  private static final String CHECK = "test_docker_image_build_and_check['config' Test Scenario]";
  private static final String FAILED_CHECK =
      "test_docker_image_build_and_check['invalid_config' Test Scenario]";
  private static final String DISCOVER =
      "test_docker_image_build_and_discover['config' Test Scenario]";
  private static final String READ = "test_docker_image_build_and_read['config' Test Scenario]";

  /**
   * FAST skips what does not fit a config, and here a skip is a failure. Not asked for at all: what
   * compares the spec with the one that Airbyte's registry has, for it has none and is far away.
   */
  private static final String WHAT_FITS =
      "not backward_compatibility and not (invalid_config and not check)";

  /**
   * Keys of CAT, which CAT wants at high strictness and our own checks read. FAST refuses a file
   * that has them (airbyte_cdk/test/models/scenario.py, entry_key_problems, 7.39.1).
   */
  private static final List<String> KEYS_OF_CAT_ALONE =
      List.of("expect_records", "validate_stream_statuses");

  @TempDir private Path temporary;

  private Images images;

  @BeforeEach
  void findTheEnvironmentAndTheImages() throws IOException {
    PythonHarness.requireEnvironment();
    images = Images.found();
  }

  @Test
  void passesTheSource() throws IOException, InterruptedException {
    try (ConnectorFolder folder = folder("source")) {
      assertThat(run("source", images.source(), folder, WHAT_FITS).passed())
          .containsExactlyInAnyOrder(SPEC, CONFIG, CHECK, FAILED_CHECK, DISCOVER, READ);
      assertThat(folder.backend().requests())
          .extracting(RecordedRequest::path)
          .contains("/api/list_snapshot");
    }
  }

  @Test
  void passesTheDestination() throws IOException, InterruptedException {
    try (ConnectorFolder folder = folder("destination")) {
      assertThat(
              run(
                      "destination",
                      images.destination(),
                      folder,
                      WHAT_FITS + " and not discover and not read")
                  .passed())
          .containsExactlyInAnyOrder(SPEC, CONFIG, CHECK, FAILED_CHECK);
    }
  }

  private ConnectorFolder folder(String type) throws IOException {
    StubSettings.Builder reachable =
        StubSettings.builder().host(DefaultBridge.addressOfThisMachine());
    ConnectorFolder folder = ConnectorFolder.of(type, LocalDeployment.start(reachable), temporary);
    withoutKeysOfCat(folder.path().resolve("acceptance-test-config.yml"));
    return folder;
  }

  private static void withoutKeysOfCat(Path file) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    JsonNode config = yaml.readTree(file.toFile());
    for (JsonNode test : config.at("/acceptance_tests/basic_read/tests")) {
      ((ObjectNode) test).remove(KEYS_OF_CAT_ALONE);
    }
    yaml.writeValue(file.toFile(), config);
  }

  private static HarnessReport run(
      String type, String image, ConnectorFolder folder, String selection)
      throws IOException, InterruptedException {
    Path report = folder.path().resolve("build/test-results/standard-tests-junit.xml");
    return new PythonHarness("fast-" + type)
        .run(
            folder.path(),
            report,
            "airbyte-cdk",
            "connector",
            "test",
            folder.path().toString(),
            "--pytest-arg=-m",
            "--pytest-arg=image_tests",
            "--pytest-arg=-k",
            "--pytest-arg=" + selection,
            "--pytest-arg=--connector-image=" + image,
            "--pytest-arg=--read-from-streams=all");
  }
}
