package dev.convexairbyte.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written on the images, and what is in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_BYTES = 120_000_000;

  private Images images;

  @BeforeAll
  void find() throws Exception {
    images = Images.found();
  }

  private Stream<String> all() {
    return images.all().stream();
  }

  @ParameterizedTest
  @CsvSource({"source", "destination"})
  void theLabelsSayWhatMetadataSays(String type) throws Exception {
    JsonNode metadata = Images.metadata(type);
    String repository = metadata.path("dockerRepository").asText();
    String tag = metadata.path("dockerImageTag").asText();

    JsonNode labels = config(repository + ":" + tag).path("Labels");

    assertThat(labels.path("io.airbyte.name").asText()).isEqualTo(repository);
    assertThat(labels.path("io.airbyte.version").asText()).isEqualTo(tag);
    assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo(tag);
    assertThat(labels.path("org.opencontainers.image.licenses").asText())
        .isEqualTo(metadata.path("license").asText());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyImageSaysWhatItIs(String image) throws Exception {
    JsonNode labels = config(image).path("Labels");

    assertThat(List.of("title", "description", "licenses", "version", "revision"))
        .allSatisfy(
            name ->
                assertThat(labels.path("org.opencontainers.image." + name).asText()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void airbytesEntrypointIsTheEntrypoint(String image) throws Exception {
    JsonNode config = config(image);
    List<String> entrypoint = new ArrayList<>();
    config.path("Entrypoint").forEach(part -> entrypoint.add(part.asText()));

    assertThat(entrypoint.get(0)).startsWith("/");
    assertThat(config.path("Env"))
        .extracting(JsonNode::asText)
        .contains("AIRBYTE_ENTRYPOINT=" + String.join(" ", entrypoint));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aUserWithoutRightsOwnsTheFoldersThatAirbyteUses(String image) throws Exception {
    String seen =
        sh(
            image,
            "id -u; id -g; for f in /airbyte /config /secrets /local /source /dest /data /tmp;"
                + " do echo x >$f/written && echo $f; done; touch /opt/written || echo read-only");

    assertThat(seen.lines())
        .containsExactly(
            "1000",
            "1000",
            "/airbyte",
            "/config",
            "/secrets",
            "/local",
            "/source",
            "/dest",
            "/data",
            "/tmp",
            "read-only");
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasTheShellAndTheToolsOfThePlatformsWrapper(String image) throws Exception {
    assertThat(sh(image, "cd /tmp && echo 1 >a && mv a b && sleep 0 && cat b")).isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("all")
  void trustsTheAuthoritiesOfPublicHosts(String image) throws Exception {
    String list = sh(image, "keytool -list -cacerts -storepass changeit 2>/dev/null");

    assertThat(list.lines().filter(line -> line.contains("trustedCertEntry")))
        .hasSizeGreaterThan(90);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isSmallerThan120Megabytes(String image) throws Exception {
    assertThat(inspect(image).path("Size").asLong()).isBetween(1L, MOST_BYTES);
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdsNoFileThatLendsItsOwnersRights(String image) throws Exception {
    assertThat(sh(image, "find / -xdev -type f -perm /6000")).isEmpty();
  }

  /** Runs a line of shell in a container. */
  private static String sh(String image, String line) throws Exception {
    return Docker.run("run", "--rm", "--entrypoint", "sh", image, "-c", line);
  }

  private static JsonNode config(String image) throws Exception {
    return inspect(image).path("Config");
  }

  private static JsonNode inspect(String image) throws IOException {
    return StreamSupport.stream(
            JSON.readTree(Docker.run("image", "inspect", image)).spliterator(), false)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
