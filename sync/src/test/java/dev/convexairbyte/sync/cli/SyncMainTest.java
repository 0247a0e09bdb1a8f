package dev.convexairbyte.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.sync.job.JobRun;
import dev.convexairbyte.sync.lock.SyncLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, between connectors that are shell scripts. */
@Timeout(120)
class SyncMainTest {

  private static final String KEY = "s3cr3t/0123456789";
  private static final String RECORD =
      "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":1,\"name\":\"Ada\"},\"emitted_at\":1}}";
  private static final String STATE =
      "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"at\":1}}}}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StopSignal stopSignal = new StopSignal(Thread.currentThread());

  @TempDir private Path folder;
  private Path temporary;
  private ScriptConnector source;
  private ScriptConnector destination;

  @BeforeEach
  void makeConnectors() throws IOException {
    temporary = folder;
    source = ScriptConnector.in(folder.resolve("source"));
    destination = ScriptConnector.in(folder.resolve("destination")).echoing();
    String config = "{\"url\":\"http://x\",\"key\":\"%s\"}".formatted(KEY);
    Files.writeString(folder.resolve("source.json"), config);
    Files.writeString(folder.resolve("destination.json"), config);
  }

  @Test
  void syncsWhatTheSourceHasAndGoesOnWhereItStopped() {
    source.answering("read", RECORD + "\n" + STATE);

    assertThat(sync()).isZero();
    assertThat(destination.file("written")).isEqualTo(RECORD + "\n");
    assertThat(source.file("runs")).doesNotContain("--state");
    assertThat(sync()).isZero();

    assertThat(source.file("state")).contains("\"stream_state\":{\"at\":1}");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("Syncing 1 stream: users (incremental, append_dedup).")
        .containsPattern("users +1 +1 +0 +[0-9.]+  complete")
        .containsPattern("Done in [0-9.]+ s: 1 records\\.");
  }

  @Test
  void theConnectorsAreGivenTheCatalogThatDiscoverPrints() throws IOException {
    assertThat(run(words("discover"), from(), words("--destination", destination()))).isZero();
    Files.writeString(folder.resolve("catalog.json"), out.toString());

    assertThat(sync("--catalog", file("catalog.json"))).isZero();

    JsonNode given = parse(destination.file("catalog"));
    assertThat(given).isEqualTo(parse(out.toString()));
    assertThat(given.at("/streams/0/primary_key/0/0").asText()).isEqualTo("id");
    assertThat(source.file("runs").lines().filter(line -> line.startsWith("discover"))).hasSize(1);
  }

  @Test
  void modesAndStreamsCanBeChosenAndTheCatalogSaved() {
    assertThat(
            sync(
                "--streams",
                "u*",
                "--mode",
                "full_refresh+overwrite",
                "--save-catalog",
                file("chosen.json")))
        .isZero();

    assertThat(parse(destination.file("catalog")).at("/streams/0/destination_sync_mode").asText())
        .isEqualTo("overwrite");
    assertThat(sync("--catalog", file("chosen.json"))).isZero();
  }

  @Test
  void withRefreshesTheDestinationIsToldGenerationsAndTheEnd() {
    source.answering("read", RECORD + "\n" + STATE);

    assertThat(sync("--supports-refreshes", "--mode", "full_refresh+overwrite")).isZero();

    JsonNode stream = parse(destination.file("catalog")).at("/streams/0");
    assertThat(stream.path("destination_sync_mode").asText()).isEqualTo("append");
    assertThat(stream.path("minimum_generation_id").longValue()).isEqualTo(1);
    assertThat(destination.file("written")).contains("COMPLETE");
    assertThat(folder.resolve("state.json.generations")).exists();
  }

  @Test
  void theFailureIsTheLastThingThatIsSaidAndTheStateIsKept() {
    source.running(
        "read",
        "cat <<'END'\n"
            + RECORD
            + "\n"
            + STATE
            + "\n"
            + "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":{\"message\":\"Tried to read but failed because the key is wrong.\",\"failure_type\":\"config_error\"}}}\nEND\nexit 1");

    assertThat(sync()).isEqualTo(1);

    assertThat(err.toString().lines())
        .last()
        .asString()
        .matches("Failed after [0-9.]+ s: Tried to read but failed because the key is wrong\\.");
    assertThat(err.toString()).containsPattern("users +1 +1 +0 +[0-9.]+  incomplete");
    assertThat(parse(read("state.json"))).hasSize(1);
  }

  @Test
  void aProgramThatDiesWithoutAWordIsQuotedFromStandardError() {
    source.running("read", "echo 'java: not found' >&2; exit 127");

    assertThat(sync("--attempts", "1")).isEqualTo(1);

    assertThat(err.toString())
        .endsWith(
            "The source ended with exit code 127 and did not say why. What it printed last:\n  java: not found\n");
  }

  @Test
  void jsonOnStandardOutputIsOneLine() {
    source.answering("read", RECORD + "\n" + STATE);

    assertThat(sync("--json", "--quiet")).isZero();

    JsonNode summary = parse(out.toString());
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(summary.path("status").asText()).isEqualTo("succeeded");
    assertThat(summary.at("/streams/0/written").intValue()).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFailureIsInTheJsonToo() {
    source.running("read", "exit 3");

    assertThat(sync("--json", "--attempts", "1")).isEqualTo(1);

    assertThat(parse(out.toString()).at("/failure/origin").asText()).isEqualTo("source");
    assertThat(parse(out.toString()).at("/failure/type").asText()).isEqualTo("system_error");
  }

  @Test
  void noSecretOfAConfigIsShownWhoeverSaysIt() {
    String error =
        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":{\"message\":\"Refused %s.\",\"failure_type\":\"config_error\"}}}"
            .formatted(KEY);
    String log =
        "{\"type\":\"LOG\",\"log\":{\"level\":\"WARN\",\"message\":\"Using %s\"}}".formatted(KEY);
    source.running(
        "read",
        "echo 'key: " + KEY + "' >&2\ncat <<'END'\n" + log + "\n" + error + "\nEND\nexit 1");
    sync("--json", "--verbose");
    source.running("discover", "cat <<'END'\n" + log + "\n" + error + "\nEND\nexit 1");
    assertThat(sync()).isEqualTo(1);
    source.answering(
        "check",
        "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"FAILED\",\"message\":\"Bad "
            + KEY
            + "\"}}");
    assertThat(run(words("check"), from())).isEqualTo(1);

    assertThat(err.toString())
        .contains("Refused ****.")
        .contains("Using ****")
        .contains("key: ****");
    assertThat(out.toString()).contains("source: Bad ****");
    assertThat(err.toString() + out).doesNotContain(KEY);
  }

  @Test
  void nothingIsLeftBehindAndConnectorsSeeTheirOwnFilesOnly() {
    assertThat(sync()).isZero();

    String arguments =
        source.file("runs").lines().filter(line -> line.startsWith("read")).findFirst().orElse("");
    Path config = Path.of(arguments.split(" ", -1)[2]);
    assertThat(config.toString()).endsWith("/source/config.json");
    assertThat(config.resolve("../..").normalize()).doesNotExist();
  }

  @Test
  void theFolderOfTheFilesIsClosedToOthersAndItsFilesAreReadableInAContainer() {
    source.running(
        "read",
        "set -- $(tail -n 1 \"$here/runs\"); stat -c '%a' \"$(dirname \"$(dirname \"$3\")\")\" \"$(dirname \"$3\")\" \"$3\" >\"$here/modes\"");

    assertThat(sync()).isZero();

    assertThat(source.file("modes")).isEqualTo("700\n755\n444\n");
  }

  @Test
  void anotherSyncOnTheSameStateIsTurnedAway() {
    SyncLock lock = SyncLock.take(folder.resolve("state.json")).orElseThrow();
    assertThat(sync()).isEqualTo(75);
    lock.close();

    assertThat(err.toString())
        .isEqualTo(
            "Tried to begin but failed because another sync is using %s; wait until it has ended.\n"
                .formatted(file("state.json")));
    assertThat(source.hasFile("runs")).isFalse();
    assertThat(sync()).isZero();
  }

  @Test
  void whoIsTurnedAwaySaysNothingWithQuietAndOneLineWithJson() {
    SyncLock lock = SyncLock.take(folder.resolve("state.json")).orElseThrow();
    assertThat(sync("--quiet", "--json")).isEqualTo(75);
    lock.close();

    assertThat(err.toString()).isEmpty();
    JsonNode end = parse(out.toString());
    assertThat(end.path("status").asText()).isEqualTo("failed");
    assertThat(end.at("/failure/type").asText()).isEqualTo("transient_error");
    assertThat(end.at("/failure/message").asText()).contains("another sync is using");
    assertThat(end.path("attempts").intValue()).isZero();
    assertThat(end.path("streams").isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "discover"})
  void aFailureBeforeTheJobIsInTheJsonToo(String verb) {
    source.running(verb, "exit 3");

    assertThat(sync("--json")).isEqualTo(1);

    assertThat(out.toString().lines()).hasSize(1);
    JsonNode end = parse(out.toString());
    assertThat(end.path("status").asText()).isEqualTo("failed");
    assertThat(end.at("/failure/message").asText())
        .startsWith("Tried to run " + verb + " of the source");
  }

  @Test
  void aStopBeforeTheJobIsInTheJsonToo() {
    stopSignal.stop();

    assertThat(sync("--json")).isEqualTo(1);

    assertThat(out.toString().lines()).hasSize(1);
    assertThat(parse(out.toString()).path("status").asText()).isEqualTo("stopped");
    assertThat(err.toString()).isEqualTo("Stopped before anything was read.\n");
  }

  @Test
  void theConnectorsAreGivenWholePathsWhereTheFolderForFilesIsARelativeOne() {
    temporary = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());

    assertThat(sync()).isZero();

    assertThat(source.file("runs")).contains("--config " + folder.toAbsolutePath().getRoot());
  }

  @Test
  void aConfigThatTheSourceChangesIsSavedForTheNextTime() throws IOException {
    Path config = folder.resolve("source.json");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));
    source.answering(
        "read",
        "{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"emitted_at\":1,\"connectorConfig\":{\"config\":{\"url\":\"http://x\",\"key\":\"another\"}}}}");

    assertThat(sync()).isZero();
    assertThat(parse(read("source.json")).path("key").asText()).isEqualTo("another");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
        .isEqualTo("rw-r-----");

    assertThat(sync()).isZero();
    assertThat(source.file("config")).contains("another");
    assertThat(err.toString())
        .contains("The source has changed its config, which is saved to " + config + ".")
        .doesNotContain("another");
  }

  @Test
  void checkTellsOfBothAndFailsIfOneFails() {
    destination.answering(
        "check",
        "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"FAILED\",\"message\":\"No permission.\"}}");

    int exitCode = run(words("check"), from(), to());

    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString()).isEqualTo("source: works\ndestination: No permission.\n");
  }

  @Test
  void clearNeedsNoSourceWhereThereIsACatalog() {
    source.answering("read", RECORD + "\n" + STATE);
    sync("--save-catalog", file("catalog.json"));

    int exitCode =
        run(
            words("clear", "users", "--catalog", file("catalog.json")),
            words("--state", file("state.json")),
            to());

    assertThat(exitCode).isZero();
    assertThat(parse(read("state.json"))).isEmpty();
    assertThat(err.toString()).contains("Clearing users.");
  }

  @Test
  void aStreamThatNobodyKnowsIsNotCleared() {
    int exitCode = run(words("clear", "nobody", "--state", file("state.json")), from(), to());

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("none is called nobody; choose from: users.");
    assertThat(destination.file("runs")).doesNotContain("write");
  }

  @Test
  void whatAProgramSaysBeforeItsFirstMessageIsShown() {
    source.running(
        "spec",
        "echo 'Starting' >&2; sleep 0.3; echo '{\"type\":\"SPEC\",\"spec\":{\"connectionSpecification\":{}}}'; sleep 0.3; echo 'later' >&2");

    assertThat(sync()).isZero();

    assertThat(err.toString()).contains("[source] Starting").doesNotContain("later");
  }

  @Test
  void aContainerIsToldOfItsFiles() throws IOException {
    // In place of Docker: runs the connector on the files of the volume.
    Path docker = folder.resolve("docker");
    Files.writeString(
        docker,
        "#!/bin/sh\necho \"$@\" >>'"
            + folder
            + "/docker.log'\nwhile [ \"$1\" != airbyte/x ]; do shift; done\nshift\nexec '"
            + source.command()
            + "' \"$@\"\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    source.answering("read", RECORD + "\n" + STATE);

    int exitCode = sync("--source", docker + " run -i -v {job}:{job}:ro airbyte/x");

    assertThat(exitCode).isZero();
    assertThat(read("docker.log").lines().filter(line -> line.contains(" read ")))
        .singleElement()
        .asString()
        .matches(
            "run -i -v (/\\S+/source):\\1:ro airbyte/x read --config \\1/config\\.json --catalog \\1/catalog\\.json");
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "misuses.csv", delimiter = '|', numLinesToSkip = 1)
  void saysInOneSentenceWhatIsWrongWithTheCommandLine(
      String what, String arguments, int exitCode, String sentence) {
    List<String> words = new ArrayList<>();
    for (String word : arguments.split(" ", -1)) {
      words.add(
          word.replace("DIR", folder.toString())
              .replace("SOURCE", source())
              .replace("DESTINATION", destination()));
    }

    assertThat(run(words.toArray(String[]::new))).as(what).isEqualTo(exitCode);

    assertThat(err.toString())
        .as(what)
        .contains(Optional.ofNullable(sentence).orElse("").replace("DIR", folder.toString()));
    assertThat(err.toString().lines()).as(what).hasSize(1);
  }

  private String source() {
    return source.command().toString();
  }

  private String destination() {
    return destination.command().toString();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  private String[] from() {
    return words("--source-config", file("source.json"), "--source", source());
  }

  private String[] to() {
    return words("--destination-config", file("destination.json"), "--destination", destination());
  }

  private static String[] words(String... words) {
    return words;
  }

  private int sync(String... more) {
    return run(from(), to(), words("--state", file("state.json")), more);
  }

  private int run(String[]... parts) {
    String[] arguments = Stream.of(parts).flatMap(Stream::of).toArray(String[]::new);
    return SyncMain.run(
        new Invocation(
            folder,
            temporary,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            new Secrets(),
            stopSignal,
            new JobRun.Surroundings(Clock.systemUTC(), System::nanoTime, time -> {})),
        arguments);
  }
}
