package dev.convexairbyte.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.acceptance.ProgramRun;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connectors' images run as Airbyte's platform runs them, and as strictly as clusters do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectorImagesIT {

  private static final String CATALOG =
      """
      {"streams":[{"stream":{"name":"users","json_schema":{},"supported_sync_modes":["full_refresh"]},
       "sync_mode":"full_refresh","destination_sync_mode":"append"}]}""";
  private static final String[] WRITE = {
    "write", "--config", "/config/config.json", "--catalog", "/config/catalog.json"
  };
  private static final List<String> STRICT =
      List.of("--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges");

  @TempDir private static Path folder;

  private Images images;
  @AutoClose private ContainerNetwork network;
  private MountedFolder files;

  @BeforeAll
  void startDeployment() throws Exception {
    images = Images.found();
    network = ContainerNetwork.create();
    files = MountedFolder.of(folder, "/config");
    String config = network.startStub(images.stub(), "deployment", List.of());
    files.write("config.json", config);
    files.write("catalog.json", CATALOG);
  }

  private Stream<String> connectors() {
    return images.connectors().stream();
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void thePlatformsWrapperRunsTheEntrypointFromItsOwnFolder(String image) throws Exception {
    ProgramRun run =
        run(
            image,
            List.of("--workdir=/source", "--entrypoint=sh"),
            "-c",
            "eval \"$AIRBYTE_ENTRYPOINT check --config /config/config.json\"");

    assertSucceeded(run);
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void runsWithARootFileSystemThatIsReadOnlyAndWithoutCapabilities(String image) throws Exception {
    assertSucceeded(run(image, STRICT, "check", "--config", "/config/config.json"));
  }

  @Test
  void writesWithARootFileSystemThatIsReadOnly() throws Exception {
    ProgramRun run =
        write(
            STRICT,
            """
            {"type":"RECORD","record":{"stream":"users","data":{"name":"Ada"},"emitted_at":1}}
            {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"users"},"stream_state":{}}}}
            """);

    assertThat(run.exitCode()).as(run.errorOutput()).isZero();
    assertThat(run.ofType("STATE")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void readsFilesWhoseNamesAreNotAscii(String image) throws Exception {
    // Named in the container: this JVM cannot name it where the machine's locale is C.
    ProgramRun run =
        run(
            image,
            List.of("--entrypoint=sh"),
            "-c",
            """
            config=$(printf '/tmp/gr\\303\\266\\303\\237e.json')
            cp /config/config.json "$config"
            exec $AIRBYTE_ENTRYPOINT check --config "$config"
            """);

    assertSucceeded(run);
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void thePlatformsJavaOptsAddToOurOwn(String image) throws Exception {
    ProgramRun run =
        run(
            image,
            List.of("--env=JAVA_OPTS=-XX:+ExitOnOutOfMemoryError -XX:+PrintFlagsFinal"),
            "spec");

    assertThat(run.ofType("SPEC")).hasSize(1);
    assertThat(flag(run, "ExitOnOutOfMemoryError")).isEqualTo("true");
    assertThat(flag(run, "UseSerialGC")).isEqualTo("true");
    assertThat(flag(run, "MaxRAMPercentage")).startsWith("50.0");
  }

  @ParameterizedTest
  @CsvSource({"256m, 134217728", "1g, 536870912", "128m, 134217728"})
  void theHeapIsHalfOfTheContainersMemoryButNoLessThanASyncNeeds(String memory, String heap)
      throws Exception {
    ProgramRun run =
        run(
            images.source(),
            List.of("--memory=" + memory, "--env=JAVA_OPTS=-XX:+PrintFlagsFinal"),
            "spec");

    assertThat(flag(run, "MaxHeapSize")).isEqualTo(heap);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx64m", "-XX:+UseG1GC -Xmx300m"})
  void whatJavaOptsSayOfTheHeapWins(String options) throws Exception {
    ProgramRun run =
        run(images.source(), List.of("--env=JAVA_OPTS=-XX:+PrintFlagsFinal " + options), "spec");

    assertThat(run.exitCode()).as(run.errorOutput()).isZero();
    assertThat(options)
        .endsWith("-Xmx" + Long.parseLong(flag(run, "MaxHeapSize")) / (1 << 20) + "m");
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_OPTS, -XX:MaxHeapSize=64m, MaxHeapSize, 67108864",
    "JAVA_TOOL_OPTIONS, -Xmx64m, MaxHeapSize, 67108864",
    "JDK_JAVA_OPTIONS, -XX:MaxHeapSize=64m, MaxHeapSize, 67108864",
    "JAVA_TOOL_OPTIONS, -XX:+UseParallelGC, UseParallelGC, true"
  })
  void takesAHeapAndItsCollectorFromWhicheverVariable(
      String variable, String option, String flag, String value) throws Exception {
    ProgramRun run =
        run(
            images.source(),
            List.of(
                "--env=JAVA_OPTS=-XX:+PrintFlagsFinal",
                "--env=" + variable + "=-XX:+PrintFlagsFinal " + option),
            "spec");

    assertThat(run.exitCode()).as(run.errorOutput()).isZero();
    assertThat(flag(run, flag)).isEqualTo(value);
  }

  @Test
  void theLastWordsOfTheJvmAreNotOnStandardOutput() throws Exception {
    ProgramRun run =
        write(
            List.of("--env=JAVA_OPTS=-XX:+ExitOnOutOfMemoryError -Xmx12m"), "x".repeat(30_000_000));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errorOutput()).contains("OutOfMemoryError");
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void startsFromTheArchiveOfItsClasses(String image) throws Exception {
    // With -Xshare:on a JVM that cannot use the archive ends with an error.
    ProgramRun run =
        run(
            image,
            List.of("--env=JAVA_OPTS=-Xshare:on -Xlog:class+load:stderr"),
            "check",
            "--config",
            "/config/config.json");

    assertSucceeded(run);
    List<String> loaded =
        run.errorOutput().lines().filter(line -> line.contains(" source: ")).toList();
    List<String> shared =
        loaded.stream().filter(line -> line.contains("source: shared objects file")).toList();
    assertThat(shared.size()).isGreaterThan(loaded.size() * 9 / 10);
  }

  @Test
  void aSignalReachesTheProgram() throws Exception {
    String name = "convex-test-signal-" + ProcessHandle.current().pid();
    Process write =
        Images.run(with(List.of("--name=" + name)), images.destination(), WRITE)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = write.inputReader()) {
      // It reads its input, so it is up.
      assertThat(output.readLine()).contains("\"LOG\"");
      String first = Docker.run("exec", name, "cat", "/proc/1/comm");

      Docker.run("kill", "--signal=TERM", name);

      assertThat(first).isEqualTo("java");
      assertThat(output.lines()).anyMatch(line -> line.contains("\"TRACE\""));
      assertThat(write.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(write.exitValue()).isEqualTo(143);
    } finally {
      write.destroyForcibly();
    }
  }

  @Test
  void speaksTlsWithTheKeysThatHostsHaveToday() throws Exception {
    try (TlsHost host = TlsHost.start(folder)) {
      files.write("tls.json", "{\"deployment_url\":\"" + host.url() + "\",\"access_key\":\"a|b\"}");
      String trust = "--env=JAVA_OPTS=" + host.trustOptions("/config");

      ProgramRun stranger = checkOnThisMachine("/config/tls.json", "--env=JAVA_OPTS=");
      ProgramRun trusting = checkOnThisMachine("/config/tls.json", trust);

      assertThat(status(stranger).path("message").asText()).contains("certificate");
      assertThat(host.requests()).as(trusting.output()).isPositive();
    }
  }

  private List<String> with(List<String> options) {
    return Stream.concat(Stream.of(network.option(), files.option()), options.stream()).toList();
  }

  private ProgramRun run(String image, List<String> options, String... arguments) throws Exception {
    return ProgramRun.of(Images.run(with(options), image, arguments), folder, "");
  }

  private ProgramRun write(List<String> options, String input) throws Exception {
    return ProgramRun.of(Images.run(with(options), images.destination(), WRITE), folder, input);
  }

  private ProgramRun checkOnThisMachine(String config, String option) throws Exception {
    return ProgramRun.of(
        Images.run(
            List.of("--network=host", files.option(), option),
            images.source(),
            "check",
            "--config",
            config),
        folder,
        "");
  }

  private static void assertSucceeded(ProgramRun check) {
    assertThat(check.exitCode()).as(check.errorOutput()).isZero();
    assertThat(status(check).path("status").asText()).as(check.output()).isEqualTo("SUCCEEDED");
  }

  private static JsonNode status(ProgramRun check) {
    return check.ofType("CONNECTION_STATUS").get(0).path("connectionStatus");
  }

  /**
   * A line of -XX:+PrintFlagsFinal, which goes to standard error: {@code size_t Name = value …}.
   */
  private static String flag(ProgramRun run, String name) {
    return run.errorOutput()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[1].equals(name))
        .map(words -> words[3])
        .findFirst()
        .orElseThrow(() -> new AssertionError("The JVM did not print its flag " + name));
  }
}
