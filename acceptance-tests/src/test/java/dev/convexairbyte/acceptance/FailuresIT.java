package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of each ordinary mistake, on the programs as they are shipped. */
@OnEveryBed
class FailuresIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USERS_CATALOG =
      """
      {"streams":[{"stream":{"name":"users","json_schema":{},"supported_sync_modes":["incremental"]},
       "sync_mode":"incremental","destination_sync_mode":"append_dedup","primary_key":[["_id"]]}]}""";

  @Parameter private TestBed bed;
  @TempDir private Path folder;
  private Connectors programs;
  @AutoClose private TestDeployment backend;
  private Connection connection;

  @BeforeEach
  void startDeployment() throws IOException {
    programs = bed.connectors(folder);
    backend = bed.deployment();
    backend.insert("users", JSON.createObjectNode().put("name", "Ada"));
    connection = Connection.between(backend.config(), backend.config(), folder);
    Files.writeString(connection.catalog(), USERS_CATALOG);
  }

  @Test
  void aWrongKeyIsAConfigErrorThatNamesTheSetting() throws Exception {
    setBoth("access_key", "wrong|0123456789abcdef");

    assertFailedCheck(checkSource(), "access_key");
    assertFailedCheck(checkDestination(), "access_key");
    assertFailure(read(), "config_error", "access_key");
    assertFailure(write(), "config_error", "access_key");
  }

  @Test
  void anUnreachableUrlIsATransientErrorThatNamesTheHost() throws Exception {
    setBoth("deployment_url", "http://127.0.0.1:1");

    assertFailedCheck(checkSource(), "127.0.0.1:1");
    assertFailedCheck(checkDestination(), "127.0.0.1:1");
    assertFailure(read(), "transient_error", "127.0.0.1:1");
    assertFailure(write(), "transient_error", "127.0.0.1:1");
  }

  @Test
  void anUnknownPathBehindTheUrlIsAConfigErrorThatNamesTheSetting() throws Exception {
    setBoth("deployment_url", backend.url() + "/not/a/deployment");

    assertFailedCheck(checkSource(), "deployment_url");
    assertFailedCheck(checkDestination(), "deployment_url");
    assertFailure(read(), "config_error", "deployment_url");
    assertFailure(write(), "config_error", "deployment_url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"deployment_url\": \"https://happy-otter-123.convex.cloud\",",
        "access_key=hunter22hunter22",
        "[]",
        "",
        "{}",
        "{\"deployment_url\": 5, \"access_key\": \"hunter22hunter22\"}",
        "{\"deployment_url\": \"convex\", \"access_key\": \"hunter22hunter22\"}"
      })
  void aMalformedConfigFileIsAConfigErrorThatQuotesNoneOfIt(String content) throws Exception {
    Files.writeString(connection.sourceConfig(), content);
    Files.writeString(connection.destinationConfig(), content);

    for (ProgramRun check : new ProgramRun[] {checkSource(), checkDestination()}) {
      assertFailedCheck(check, "config");
      assertThat(check.output() + check.errorOutput()).doesNotContain("hunter22", "happy-otter");
    }
    ProgramRun read = read();
    assertFailure(read, "config_error", "config");
    assertThat(read.output() + read.errorOutput()).doesNotContain("hunter22", "happy-otter");
  }

  @Test
  void aMissingConfigFileIsAConfigErrorThatNamesTheFile() throws Exception {
    Files.delete(connection.sourceConfig());

    assertFailure(read(), "config_error", "source.json");
  }

  @Test
  void aCatalogWithAnUnknownStreamIsAConfigErrorThatNamesIt() throws Exception {
    Files.writeString(connection.catalog(), USERS_CATALOG.replace("users", "nobodys"));

    assertFailure(read(), "config_error", "nobodys");
    assertThat(read().ofType("RECORD")).isEmpty();
  }

  @Test
  void aRecordOfAnUnknownStreamIsAConfigErrorThatNamesIt() throws Exception {
    String record =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"nobodys\",\"data\":{\"_id\":\"1\"},\"emitted_at\":1}}\n";

    assertFailure(write(record), "config_error", "nobodys");
  }

  @Test
  void aCatalogWithAnInvalidSyncModeIsAConfigErrorThatNamesThePlace() throws Exception {
    Files.writeString(
        connection.catalog(),
        USERS_CATALOG.replace("\"sync_mode\":\"incremental\"", "\"sync_mode\":\"INVALID\""));

    assertFailure(read(), "config_error", "sync_mode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "null", ""})
  void anEmptyStateFileMeansNoState(String content) throws Exception {
    Files.writeString(connection.state(), content);

    assertReadsTheTable(readWithState());
  }

  @Test
  void anAbsentStateFileMeansNoStateAndIsSaidOnce() throws Exception {
    ProgramRun read = readWithState();

    assertReadsTheTable(read);
    assertThat(read.ofType("LOG"))
        .extracting(log -> log.path("log").path("message").asText())
        .filteredOn(sentence -> sentence.contains("state"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "\"cursor\"",
        "{\"cursor\":\"2026-01-01\"}",
        "[{\"type\":\"STREAM\"",
        "[{\"type\":\"STREAM\",\"stream\":{\"stream_state\":{}}}]",
        "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"cursor\":1}}}]"
      })
  void aStateFileOfAnotherShapeIsAConfigError(String content) throws Exception {
    Files.writeString(connection.state(), content);

    ProgramRun read = readWithState();

    assertFailure(read, "config_error", "state");
    assertThat(read.ofType("RECORD")).isEmpty();
  }

  @Test
  void aLegacyStateIsIgnoredWithASentence() throws Exception {
    Files.writeString(
        connection.state(), "[{\"type\":\"LEGACY\",\"data\":{\"cursor\":\"2026-01-01\"}}]");

    ProgramRun read = readWithState();

    assertReadsTheTable(read);
    assertThat(read.output()).contains("WARN");
  }

  private ProgramRun checkSource() throws Exception {
    return run(programs.source("check", "--config", connection.sourceConfig()), "");
  }

  private ProgramRun checkDestination() throws Exception {
    return run(programs.destination("check", "--config", connection.destinationConfig()), "");
  }

  private ProgramRun read() throws Exception {
    return run(
        programs.source(
            "read", "--config", connection.sourceConfig(), "--catalog", connection.catalog()),
        "");
  }

  private ProgramRun readWithState() throws Exception {
    return run(
        programs.source(
            "read",
            "--config",
            connection.sourceConfig(),
            "--catalog",
            connection.catalog(),
            "--state",
            connection.state()),
        "");
  }

  private ProgramRun write() throws Exception {
    return write(
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"_id\":\"1\"},\"emitted_at\":1}}\n");
  }

  private ProgramRun write(String input) throws Exception {
    return run(
        programs.destination(
            "write", "--config", connection.destinationConfig(), "--catalog", connection.catalog()),
        input);
  }

  private ProgramRun run(ProcessBuilder program, String input) throws Exception {
    return ProgramRun.of(program, folder, input);
  }

  private void setBoth(String setting, String value) {
    for (Path file : new Path[] {connection.sourceConfig(), connection.destinationConfig()}) {
      try {
        ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
        Files.writeString(file, config.put(setting, value).toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void assertReadsTheTable(ProgramRun read) {
    assertThat(read.exitCode()).isZero();
    assertThat(read.errors()).isEmpty();
    assertThat(read.ofType("RECORD")).hasSize(1);
    assertThat(read.ofType("STATE")).isNotEmpty();
  }

  private static void assertFailedCheck(ProgramRun check, String named) {
    assertThat(check.exitCode()).isZero();
    assertThat(check.ofType("CONNECTION_STATUS")).hasSize(1);
    JsonNode status = check.ofType("CONNECTION_STATUS").get(0).path("connectionStatus");
    assertThat(status.path("status").asText()).isEqualTo("FAILED");
    assertClear(status.path("message").asText(), named);
    assertThat(check.errors()).isEmpty();
    assertNoStackTrace(check);
  }

  private static void assertFailure(ProgramRun run, String failureType, String named) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).hasSize(1);
    JsonNode error = run.errors().get(0);
    assertThat(error.path("failure_type").asText()).isEqualTo(failureType);
    assertClear(error.path("message").asText(), named);
    assertNoStackTrace(run);
  }

  private static void assertClear(String sentence, String named) {
    assertThat(sentence)
        .startsWith("Tried to ")
        .containsPattern(" but failed( after \\d+ attempts)? because ")
        .contains(";", named)
        .endsWith(".")
        .doesNotContain("Exception", "\n", "null");
  }

  private static void assertNoStackTrace(ProgramRun run) {
    assertThat(run.errorOutput()).doesNotContain("\tat ", "Exception");
    run.messages().forEach(message -> assertThat(message.path("log").has("stack_trace")).isFalse());
  }
}
