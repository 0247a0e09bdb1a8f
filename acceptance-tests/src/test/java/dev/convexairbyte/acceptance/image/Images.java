package dev.convexairbyte.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.convexairbyte.acceptance.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of this checkout, built by images/build.
 *
 * @param source its name with its tag, as the others
 */
public record Images(String source, String destination, String stub) {

  /** The names that the metadata.yaml files give. */
  public static Images ofThisCheckout() throws IOException {
    String source = imageOf("source");
    return new Images(
        source, imageOf("destination"), source.replace("source-convex", "convex-stub"));
  }

  /**
   * The same, once all three are there. Where no engine answers, or one is not built, the tests of
   * the caller are skipped with a sentence; in CI they fail.
   */
  public static Images found() throws IOException {
    require(
        Docker.attempt("version", "--format", "{{.Server.Version}}").isPresent(),
        "No Docker engine answers; images/engine starts one where there is none.");
    Images images = ofThisCheckout();
    for (String image : images.all()) {
      require(
          !Docker.run("images", "--quiet", image).isEmpty(),
          "There is no image " + image + "; images/build builds it.");
    }
    return images;
  }

  private static void require(boolean met, String sentence) {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(met).as(sentence).isTrue();
    }
    assumeTrue(met, sentence);
  }

  public List<String> all() {
    return List.of(source, destination, stub);
  }

  public List<String> connectors() {
    return List.of(source, destination);
  }

  /** {@code docker run} of an image, its container removed at the end; options come first. */
  public static ProcessBuilder run(List<String> options, String image, String... arguments) {
    List<String> command = new ArrayList<>(List.of("run", "--rm", "--interactive"));
    command.addAll(options);
    command.add(image);
    command.addAll(List.of(arguments));
    return Docker.command(command);
  }

  private static String imageOf(String type) throws IOException {
    JsonNode data = metadata(type);
    return data.path("dockerRepository").asText() + ":" + data.path("dockerImageTag").asText();
  }

  /** What stands below {@code data} in the metadata.yaml of the source or the destination. */
  static JsonNode metadata(String type) throws IOException {
    return new YAMLMapper()
        .readTree(
            Programs.ofThisCheckout().home().resolve(type + "-connector/metadata.yaml").toFile())
        .path("data");
  }
}
