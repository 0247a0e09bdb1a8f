package dev.convexairbyte.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.Connection;
import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.acceptance.ShellSync;
import dev.convexairbyte.acceptance.TableComparison;
import dev.convexairbyte.acceptance.testbed.ImageBed;
import dev.convexairbyte.acceptance.testbed.ImageConnectors;
import dev.convexairbyte.acceptance.testbed.ImageDeployment;
import dev.convexairbyte.acceptance.testbed.OnImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The README's pipe of two docker runs, as it stands there. */
@OnImages
class ImagePipeIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PIPE =
      Pattern.compile("docker run --rm -i [^`]+source-convex[^`]+tee -a state.jsonl");

  @Parameter private ImageBed bed;
  @TempDir private Path folder;

  @Test
  void copiesADeploymentAndThenWhatChangedInIt() throws Exception {
    ImageConnectors connectors = bed.connectors(folder);
    try (ImageDeployment original = bed.deployment();
        ImageDeployment copy = bed.deployment()) {
      original.insert("penguins", penguins());
      Connection connection = Connection.between(original.config(), copy.config(), folder);
      connection.configureAll(ProgramRun.discover(connectors, connection));

      assertThat(sync(connectors)).isEqualTo(344);
      assertThat(differences(original, copy)).isEmpty();

      change(original);

      assertThat(sync(connectors)).isEqualTo(4);
      assertThat(differences(original, copy)).isEmpty();
      assertThat(copy.documents("penguins")).hasSize(344);
    }
  }

  private static ObjectNode[] penguins() throws Exception {
    Path file = Programs.ofThisCheckout().home().resolve("demo/data/penguins.jsonl");
    List<ObjectNode> documents = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      documents.add((ObjectNode) JSON.readTree(line));
    }
    return documents.toArray(ObjectNode[]::new);
  }

  /** One document of each kind of change, and one that goes. */
  private static void change(ImageDeployment deployment) {
    List<ObjectNode> documents = deployment.documents("penguins");
    deployment
        .stub()
        .call(
            "POST",
            "/_stub/transactions",
            """
            {"operations":[
              {"op":"insert","table":"penguins","document":{"Species":"Emperor"}},
              {"op":"patch","id":"%s","fields":{"Sex":"unknown"},"unset":["Island"]},
              {"op":"replace","id":"%s","document":{"Species":"King"}},
              {"op":"delete","id":"%s"}]}"""
                .formatted(id(documents, 0), id(documents, 1), id(documents, 2)));
  }

  private static String id(List<ObjectNode> documents, int index) {
    return documents.get(index).path("_id").asText();
  }

  private static List<String> differences(ImageDeployment original, ImageDeployment copy) {
    return TableComparison.of(
            "penguins", original.documents("penguins"), copy.documents("penguins"))
        .differences();
  }

  /** Runs the README's command in the test's network, and counts what its states vouch for. */
  private long sync(ImageConnectors connectors) throws Exception {
    Path readme = Programs.ofThisCheckout().home().resolve("README.md");
    Matcher pipe = PIPE.matcher(Files.readString(readme));
    assertThat(pipe.find()).as("the pipe of %s", readme).isTrue();
    return ShellSync.run(
        pipe.group().replace("--network host", "--network " + connectors.network()), folder);
  }
}
