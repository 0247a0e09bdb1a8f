package dev.convexairbyte.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.acceptance.testbed.ImageBed;
import dev.convexairbyte.acceptance.testbed.OnImages;
import dev.convexairbyte.testcontainers.StubContainer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/** The container that users of Testcontainers take, as they take it. */
@OnImages
class StubContainerIT {

  private static final Path HOME = Programs.ofThisCheckout().home();
  private static final Path README = HOME.resolve("backend-stub/README.md");
  private static final Path EXAMPLE_APP =
      HOME.resolve("backend-stub/examples/target/example-app.jar");
  private static final Path OWN_SOURCE =
      HOME.resolve(
          "acceptance-tests/src/test/java/%s.java"
              .formatted(StubContainerIT.class.getName().replace('.', '/')));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Parameter private ImageBed bed;
  @TempDir private Path folder;
  private String image;

  @BeforeEach
  void findTheImage() throws IOException {
    image = bed.images().stub();
  }

  @Test
  void isOfThisCheckoutByDefault() {
    assertThat(StubContainer.IMAGE).isEqualTo(image);
  }

  @Test
  void doesWhatTheReadmeShows() throws Exception {
    try (StubContainer convex =
        new StubContainer()
            .withAdminKey("dev|secret")
            .withTable("users", Transferable.of("{\"name\":\"Ada\"}"))
            .withFaults("{\"fault\":\"service_unavailable\",\"path\":\"/api/list_snapshot\"}")) {
      convex.start();

      runTheClient(convex.url(), convex.adminKey());

      assertThat(convex.documents("users")).hasSize(1);
      assertThat(convex.requests())
          .extracting(request -> request.path("status").asInt())
          .containsExactly(503, 200);
      convex.reset();
    }
    assertThat(withoutSpace(Files.readString(OWN_SOURCE)))
        .contains(withoutSpace(exampleOf(Files.readString(README))));
  }

  /** The block of the README that begins so. */
  private static String exampleOf(String readme) {
    int begin = readme.indexOf("try (StubContainer");
    return readme.substring(begin, readme.indexOf("```", begin));
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** One that asks once more if it is told that the deployment is overloaded. */
  private static void runTheClient(URI url, String key) throws Exception {
    for (int attempt = 1; attempt <= 2; attempt++) {
      HttpRequest request =
          HttpRequest.newBuilder(url.resolve("/api/list_snapshot"))
              .header("Authorization", "Convex " + key)
              .build();
      if (HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200) {
        return;
      }
    }
  }

  @Test
  void takesFilesOfThisMachineAndOfTheClassPathAndTexts() throws Exception {
    Path own =
        Files.writeString(folder.resolve("own.jsonl"), "{\"name\":\"Ada\"}\n{\"name\":\"Bob\"}");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
    try (StubContainer convex =
        new StubContainer(image)
            .withTable("users", MountableFile.forHostPath(own))
            .withTable("users", Transferable.of("{\"name\":\"Eve\"}"))
            .withApp(MountableFile.forHostPath(EXAMPLE_APP))
            .withSchema(
                MountableFile.forClasspathResource(
                    "/dev/convexairbyte/acceptance/image/schema.json"))) {
      convex.start();

      post(convex.siteUrl().resolve("/postMessage"), "{\"author\":\"Ada\",\"body\":\"Hello\"}");

      assertThat(convex.documents("messages")).hasSize(1);
      assertThat(convex.documents("users")).hasSize(3);
      assertThat(convex.tables()).containsExactly("messages", "scores", "users");
    }
  }

  @Test
  void urlsOfFilesAreThoseThatTheTestReaches() throws Exception {
    try (StubContainer convex =
        new StubContainer(image).withApp(MountableFile.forHostPath(EXAMPLE_APP))) {
      convex.start();

      String answer =
          post(
              convex.url().resolve("/api/mutation"),
              "{\"path\":\"files:generateUploadUrl\",\"args\":{}}");

      String url = JSON.readTree(answer).path("value").asText();
      assertThat(url).startsWith(convex.url().toString());
      assertThat(post(URI.create(url), "{}")).contains("storageId");
    }
  }

  private static String post(URI url, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @Test
  void keepsItsDeploymentInAVolume() {
    String volume = "convex-test-" + UUID.randomUUID();
    Transferable ada = Transferable.of("{\"name\":\"Ada\"}");
    try (StubContainer first = new StubContainer(image).withVolume(volume).withTable("users", ada);
        StubContainer second =
            new StubContainer(image).withVolume(volume).withTable("users", ada)) {
      first.start();
      first.insert("users", "{\"name\":\"Bob\"}");
      first.stop();
      second.start();

      assertThat(second.documents("users"))
          .extracting(user -> user.path("name").asText())
          .containsExactlyInAnyOrder("Ada", "Bob");
    } finally {
      DockerClientFactory.instance().client().removeVolumeCmd(volume).exec();
    }
  }

  @Test
  @Timeout(60)
  void saysAtOnceWhyItCannotStart() {
    try (StubContainer broken =
        new StubContainer(image).withTable("users", Transferable.of("{\"name\":"))) {
      assertThatThrownBy(broken::start)
          .rootCause()
          .hasMessageStartingWith(
              "Tried to load /opt/convex-files/1-table.jsonl into users but failed")
          .hasMessageEndingWith(".");
    }
  }

  @Test
  void nobodyButTheTestAsksIt() throws Exception {
    try (StubContainer convex = new StubContainer(image)) {
      convex.start();
      // Two rounds of the image's own health check, which is off.
      TimeUnit.SECONDS.sleep(5);

      assertThat(convex.requests()).isEmpty();
      convex.advanceClock(Duration.ofDays(1));
    }
  }
}
