package dev.convexairbyte.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The stub's image as a developer uses it, and a test in any language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StubImageIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Images images;

  @BeforeAll
  void find() throws Exception {
    images = Images.found();
  }

  @Test
  void servesOnPublishedPortsAndPrintsItsLineWithoutAnyArgument() throws Exception {
    String container = Docker.run("run", "--detach", "--publish-all", images.stub());
    try {
      JsonNode line = readyLine(container);

      assertThat(line.path("url").asText()).isEqualTo("http://127.0.0.1:3210");
      assertThat(line.path("siteUrl").asText()).isEqualTo("http://127.0.0.1:3211");
      assertThat(get(container, 3210, "/version").body()).startsWith("convex-stub ");
      assertThat(get(container, 3211, "/nothing").statusCode()).isEqualTo(404);
    } finally {
      Docker.run("rm", "--force", container);
    }
  }

  @Test
  void runsAnApplicationThatIsMounted() throws Exception {
    Path jar =
        Programs.ofThisCheckout().home().resolve("backend-stub/examples/target/example-app.jar");
    String container =
        Docker.run(
            "run",
            "--detach",
            "--publish-all",
            "--volume=" + jar + ":/app.jar:ro",
            images.stub(),
            "serve",
            "--app",
            "/app.jar");
    try {
      readyLine(container);

      HttpResponse<String> answer =
          send(
              container,
              3210,
              "/api/query",
              request ->
                  request
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"path\":\"messages:list\",\"args\":{}}")));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } finally {
      Docker.run("rm", "--force", container);
    }
  }

  @Test
  void keepsItsDataOnAVolumeUnderARootFileSystemThatIsReadOnly() throws Exception {
    MountedFolder files = MountedFolder.of(folder, "/config");
    files.write("users.jsonl", "{\"name\":\"Ada\"}\n");
    String volume = Docker.run("volume", "create");
    List<String> strict =
        List.of(
            "--volume=" + volume + ":/data",
            files.option(),
            "--read-only",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--memory=256m");
    try {
      try (ContainerNetwork network = ContainerNetwork.create()) {
        network.startStub(
            images.stub(),
            "first",
            strict,
            "--data",
            "/data",
            "--load",
            "users=/config/users.jsonl");
      }
      try (ContainerNetwork network = ContainerNetwork.create()) {
        files.write(
            "config.json", network.startStub(images.stub(), "second", strict, "--data", "/data"));

        ProgramRun discovered =
            ProgramRun.of(
                Images.run(
                    List.of(network.option(), files.option()),
                    images.source(),
                    "discover",
                    "--config",
                    "/config/config.json"),
                folder,
                "");

        assertThat(discovered.ofType("CATALOG").get(0).path("catalog").path("streams"))
            .extracting(stream -> stream.path("name").asText())
            .containsExactly("users");
      }
    } finally {
      Docker.run("volume", "rm", volume);
    }
  }

  private static JsonNode readyLine(String container) throws IOException {
    Docker.await(container, () -> !Docker.run("logs", container).isEmpty());
    return JSON.readTree(Docker.run("logs", container));
  }

  private static HttpResponse<String> get(String container, int port, String path)
      throws IOException, InterruptedException {
    return send(container, port, path, HttpRequest.Builder::GET);
  }

  private static HttpResponse<String> send(
      String container, int port, String path, UnaryOperator<HttpRequest.Builder> request)
      throws IOException, InterruptedException {
    String published =
        Docker.run("port", container, Integer.toString(port)).lines().findFirst().orElseThrow();
    URI url = URI.create("http://" + published.replace("0.0.0.0", "127.0.0.1") + path);
    return HttpClient.newHttpClient()
        .send(
            request.apply(HttpRequest.newBuilder(url)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
