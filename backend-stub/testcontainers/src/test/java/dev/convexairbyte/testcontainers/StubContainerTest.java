package dev.convexairbyte.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.testcontainers.images.builder.Transferable;

/** What a container is told, without an engine to start it. */
class StubContainerTest {

  /** What a container decides itself, and what is no setting. */
  private static final Set<String> NOT_FOR_A_CONTAINER =
      Set.of(
          "--host",
          "--port",
          "--site-port",
          "--admin-key",
          "--admin-key-file",
          "--help",
          "--version");

  @Test
  void isAnEmptyDeploymentWithAKeyOfItsOwnByDefault() {
    StubContainer one = new StubContainer();
    StubContainer other = new StubContainer();
    one.configure();

    assertThat(one.getCommandParts()).containsExactly("serve");
    assertThat(one.getEnvMap()).containsEntry("CONVEX_STUB_ADMIN_KEY", one.adminKey());
    assertThat(one.adminKey()).matches("container\\|[0-9a-f]{16}").isNotEqualTo(other.adminKey());
  }

  @Test
  void everyOptionOfServeHasASetter() throws Exception {
    StubContainer container = configured();

    Set<String> options =
        Arrays.stream(container.getCommandParts())
            .filter(word -> word.startsWith("--"))
            .collect(Collectors.toSet());
    options.addAll(NOT_FOR_A_CONTAINER);
    assertThat(options).containsExactlyInAnyOrderElementsOf(optionsOfServe());
  }

  @Test
  void tellsValuesAsServeTakesThem() {
    StubContainer container = configured();

    assertThat(String.join(" ", container.getCommandParts()))
        .contains(
            "--document-retention 86400000ms",
            "--index-backfill 1500ms",
            "--index-polls 2",
            "--snapshot-page-rows 10",
            "--load users=/opt/convex-files/2-table.jsonl",
            "--load users=/opt/convex-files/3-table.jsonl",
            "--data /data");
    assertThat(container.adminKey()).isEqualTo("dev|secret");
    assertThat(container.getEnvMap()).containsEntry("CONVEX_STUB_ADMIN_KEY", "dev|secret");
  }

  @Test
  void hasNoAddressInANetworkThatItIsNotIn() {
    assertThatThrownBy(() -> new StubContainer().networkUrl())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("withNetwork");
  }

  private static StubContainer configured() {
    Transferable file = Transferable.of("{}");
    StubContainer container =
        new StubContainer()
            .withAdminKey("dev|secret")
            .withReadOnlyKey("r|secret")
            .withImportOnlyKey("i|secret")
            .withAuthConfig(file)
            .withoutStreamingExport()
            .withTable("users", file)
            .withTable("users", file)
            .withApp(file)
            .withSchema(file)
            .withVolume("deployment")
            .withDocumentRetention(Duration.ofDays(1))
            .withSnapshotPageRows(10)
            .withDeltaPageRows(10)
            .withIndexBackfill(Duration.ofMillis(1_500))
            .withIndexPolls(2)
            .withFunctionTimeout(Duration.ofSeconds(1))
            .withLogsRedactedToClient()
            .withSeed(7)
            .withVerboseLog();
    container.configure();
    return container;
  }

  private static Set<String> optionsOfServe() throws Exception {
    Process help =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.convexairbyte.stub.cli.StubMain",
                "serve",
                "--help")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z-]+)")
        .matcher(text)
        .results()
        .map(option -> option.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
