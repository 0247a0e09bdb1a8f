package dev.convexairbyte.destination;

import static dev.convexairbyte.destination.TestInput.recordLine;
import static dev.convexairbyte.destination.TestInput.statusLine;
import static dev.convexairbyte.destination.TestInput.streamStateLine;
import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.dedup;
import static dev.convexairbyte.destination.TestStream.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.runner.IntegrationRunner;
import dev.convexairbyte.client.Backoff;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.Deployment;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.client.Sleeper;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector as its runner runs it, against a deployment. */
class DestinationConnectorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IMPORT = "/api/streaming_import/import_airbyte_records";
  private static final String CLEAR = "/api/streaming_import/clear_tables";
  private static final String READY = "/api/streaming_import/primary_key_indexes_ready";
  private static final Backoff NO_WAIT =
      new Backoff(3, Duration.ZERO, 1, Duration.ZERO, Duration.ofMinutes(1));

  /** A table log whose documents have a number n and nothing else. */
  private static final JsonNode NUMBERS =
      JSON.createObjectNode()
          .put("schemaValidation", true)
          .set(
              "tables",
              JSON.createArrayNode()
                  .add(
                      JSON.createObjectNode()
                          .put("tableName", "log")
                          .set(
                              "documentType",
                              JSON.createObjectNode()
                                  .put("type", "object")
                                  .set(
                                      "value",
                                      JSON.createObjectNode()
                                          .set(
                                              "n",
                                              JSON.createObjectNode()
                                                  .put("optional", false)
                                                  .set(
                                                      "fieldType",
                                                      JSON.createObjectNode()
                                                          .put("type", "number")))))));

  private final ObjectNode settings = JSON.createObjectNode();
  private final TestClock clock = new TestClock();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private Sleeper sleeper = clock;
  private StubBackend backend = StubBackend.start();
  @TempDir private Path files;

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  @BeforeEach
  void startClean() {
    output.reset();
  }

  @Test
  void succeedsACheckWithoutTouchingAnything() throws IOException {
    int exitCode = run(config(), "", "check", "--config", "config.json");

    assertThat(exitCode).isZero();
    assertThat(lines())
        .containsExactly(
            "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}");
    assertThat(backend.requests()).extracting(RecordedRequest::path).containsExactly(READY);
    assertThat(backend.tables()).isEmpty();
  }

  @Test
  void failsACheckWithAWrongKey() throws IOException {
    ObjectNode config = config().put("access_key", "prod:wrong|deadbeef0123");

    int exitCode = run(config, "", "check", "--config", "config.json");

    assertThat(exitCode).isZero();
    JsonNode status = JSON.readTree(lines().get(0)).path("connectionStatus");
    assertThat(status.path("status").asText()).isEqualTo("FAILED");
    assertThat(status.path("message").asText()).startsWith("Tried to ").contains("access_key");
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("deadbeef");
  }

  @Test
  void triesACheckOnce() throws IOException {
    backend.faults().next(Fault.SERVICE_UNAVAILABLE, READY);

    run(config(), "", "check", "--config", "config.json");

    assertThat(lines()).singleElement().asString().contains("\"FAILED\"");
    assertThat(backend.requests()).hasSize(1);
  }

  @Test
  void appends() throws IOException {
    String[] input = {
      recordLine("log", "{\"n\":1}"), recordLine("log", "{\"n\":1}"), streamStateLine("log", "1")
    };

    assertThat(write(List.of(append("log")), input)).isZero();
    assertThat(write(List.of(append("log")), input)).isZero();

    assertThat(rows("log")).hasSize(4).containsOnly("{\"n\":1}");
    assertThat(requests(READY)).isZero();
  }

  @Test
  void insertsUpdatesAndDeletesByKey() throws IOException {
    int exitCode =
        write(
            List.of(dedup("users", "_id")),
            recordLine("users", "{\"_id\":\"a\",\"n\":1,\"_ab_cdc_lsn\":9007199254740993}"),
            recordLine("users", "{\"_id\":\"b\",\"n\":1}"),
            streamStateLine("users", "1"),
            recordLine("users", "{\"_id\":\"a\",\"n\":2}"),
            recordLine("users", "{\"_id\":\"b\",\"_ab_cdc_deleted_at\":\"2026-01-01\"}"),
            recordLine("users", "{\"_id\":\"absent\",\"_ab_cdc_deleted_at\":\"2026-01-01\"}"),
            streamStateLine("users", "2"));

    assertThat(exitCode).isZero();
    assertThat(rows("users")).containsExactly("{\"n\":2,\"source_id\":\"a\"}");
    assertThat(states())
        .containsExactly(
            """
            {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":\
            {"name":"users"},"stream_state":1},"id":3,"destinationStats":{"recordCount":2.0}}}""",
            """
            {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":\
            {"name":"users"},"stream_state":2},"id":3,"destinationStats":{"recordCount":3.0}}}""");
  }

  @Test
  void leavesADeletedRowDeletedWhenTheDeleteComesAgain() throws IOException {
    String delete = recordLine("users", "{\"id\":1,\"_ab_cdc_deleted_at\":\"2026-01-01\"}");

    write(List.of(dedup("users", "id")), recordLine("users", "{\"id\":1}"), delete);
    write(List.of(dedup("users", "id")), delete);

    assertThat(rows("users")).isEmpty();
    assertThat(backend.tables()).containsExactly("users");
  }

  @Test
  void replacesAnOverwrittenTable() throws IOException {
    backend.insert("users", JSON.createObjectNode().put("n", 1));
    backend.insert("others", JSON.createObjectNode().put("n", 1));

    write(
        List.of(overwrite("users")),
        recordLine("users", "{\"n\":2}"),
        recordLine("users", "{\"n\":3}"));

    assertThat(rows("users")).containsExactlyInAnyOrder("{\"n\":2}", "{\"n\":3}");
    assertThat(rows("others")).containsExactly("{\"n\":1}");
  }

  @Test
  void replacesAnOverwrittenTableByKey() throws IOException {
    for (int run = 0; run < 2; run++) {
      int exitCode =
          write(
              List.of(overwrite("users").withKey("id")),
              recordLine("users", "{\"id\":1,\"run\":" + run + "}"),
              recordLine("users", "{\"id\":1,\"run\":\"last\"}"));

      assertThat(exitCode).isZero();
      assertThat(rows("users")).containsExactly("{\"id\":1,\"run\":\"last\"}");
    }
  }

  @Test
  void emptiesATableWhoseStreamIsEmptyNow() throws IOException {
    backend.insert("users", JSON.createObjectNode().put("n", 1));
    backend.insert("kept", JSON.createObjectNode().put("n", 1));

    write(List.of(overwrite("users"), overwrite("kept")), streamStateLine("users", "{}"));

    assertThat(rows("users")).isEmpty();
    assertThat(rows("kept")).hasSize(1);
    assertThat(states()).hasSize(1);
  }

  @Test
  void clearsManyEmptyStreamsAFewAtATime() throws IOException {
    List<TestStream> streams = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (int number = 0; number < 41; number++) {
      backend.insert("t" + number, JSON.createObjectNode().put("n", 1));
      streams.add(overwrite("t" + number));
      ends.add(streamStateLine("t" + number, "{}"));
    }

    int exitCode = write(streams, ends.toArray(String[]::new));

    assertThat(exitCode).isZero();
    assertThat(streams).allSatisfy(stream -> assertThat(rows(stream.name())).isEmpty());
    assertThat(requests(CLEAR)).isEqualTo(3);
  }

  @Test
  void warnsWhenAClearIsTriedAgainAfterNoAnswer() throws IOException {
    backend.faults().next(Fault.DISCONNECT_BEFORE_RESPONSE, CLEAR);

    int exitCode = write(List.of(overwrite("users")), recordLine("users", "{\"id\":1}"));

    assertThat(exitCode).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("A request that clears users got no answer and is sent again");
  }

  @Test
  void doesNotWarnWhenAClearIsTriedAgainThatWasAnswered() throws IOException {
    backend.faults().next(Fault.INTERNAL_SERVER_ERROR, CLEAR);

    int exitCode = write(List.of(overwrite("users")), recordLine("users", "{\"id\":1}"));

    assertThat(exitCode).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("A request that clears");
  }

  @Test
  void keepsTheTableOfAStreamWithinWhichTheSourceWasKilled() throws IOException {
    backend.insert("users", JSON.createObjectNode().put("n", 1));

    int exitCode =
        write(
            List.of(overwrite("users")),
            statusLine("users", "STARTED"),
            streamStateLine("users", "{}"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(rows("users")).hasSize(1);
    assertThat(states()).isEmpty();
    JsonNode error = JSON.readTree(lines().get(lines().size() - 1)).at("/trace/error");
    assertThat(error.path("failure_type").asText()).isEqualTo("transient_error");
    assertThat(error.path("message").asText()).startsWith("Tried to sync stream users but failed");
  }

  @Test
  void failsATruncatedStreamWithoutAnEndAndKeepsItsState() throws IOException {
    int exitCode =
        write(
            List.of(append("users").truncated()),
            recordLine("users", "{\"n\":1}"),
            streamStateLine("users", "1"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(states()).isEmpty();
    assertThat(rows("users")).hasSize(1);

    exitCode =
        write(
            List.of(append("users").truncated()),
            recordLine("users", "{\"n\":2}"),
            streamStateLine("users", "1"),
            statusLine("users", "COMPLETE"));

    assertThat(exitCode).isZero();
    assertThat(states()).hasSize(1);
    assertThat(rows("users")).containsExactly("{\"n\":2}");
  }

  @Test
  void keepsEqualNamesInTwoNamespacesApart() throws IOException {
    int exitCode =
        write(
            List.of(dedup("users", "id").inNamespace("crm"), dedup("users", "id")),
            recordLine("users", "{\"id\":1}"),
            recordLine("users", "{\"id\":1,\"from\":\"crm\"}")
                .replace("\"stream\"", "\"namespace\":\"crm\",\"stream\""));

    assertThat(exitCode).isZero();
    assertThat(rows("users")).containsExactly("{\"id\":1}");
    assertThat(rows("crm_users")).containsExactly("{\"from\":\"crm\",\"id\":1}");
  }

  /** As if the object behind the data were a part of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"data\":{\"n\":2},\"meta\":{\"changes\":[]},\"emitted_at\":1}}",
        "\"data\":{\"n\":2},\"meta\":{},\"meta\":{\"n\":{}},\"emitted_at\":1}}",
        "\"data\":{\"n\":2}},\"more\":{\"data\":{\"n\":3},\"emitted_at\":1}}"
      })
  void takesARecordWithMoreAroundItsDataThanTheOneBefore(String end) throws IOException {
    String begin = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",";

    int exitCode =
        write(
            List.of(append("users")), begin + "\"data\":{\"n\":1},\"emitted_at\":1}}", begin + end);

    assertThat(exitCode).isZero();
    assertThat(rows("users")).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}");
  }

  /** PyAirbyte sends what its cache holds without the namespace. */
  @Test
  void takesARecordWithoutANamespaceForTheOnlyStreamOfItsName() throws IOException {
    int exitCode =
        write(
            List.of(append("users").inNamespace("crm"), append("orders")),
            recordLine("users", "{\"n\":1}"),
            recordLine("orders", "{\"n\":2}"));

    assertThat(exitCode).isZero();
    assertThat(rows("crm_users")).containsExactly("{\"n\":1}");
    assertThat(rows("orders")).containsExactly("{\"n\":2}");
  }

  @Test
  void keepsAStateWithoutANamespaceUntilTheRecordsOfItsStreamAreWritten() throws IOException {
    int exitCode =
        write(
            List.of(append("users").inNamespace("crm")),
            recordLine("users", "{\"n\":1}"),
            streamStateLine("users", "{\"cursor\":1}"),
            recordLine("unknown", "{}"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(rows("crm_users")).isEmpty();
    assertThat(states()).isEmpty();
  }

  @Test
  void hearsOfTheEndOfAStreamWithoutItsNamespace() throws IOException {
    int exitCode =
        write(
            List.of(append("users").inNamespace("crm")),
            recordLine("users", "{\"n\":1}"),
            statusLine("users", "STARTED"),
            statusLine("users", "INCOMPLETE"));

    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void refusesARecordWithoutANamespaceIfTwoStreamsHaveItsName() throws IOException {
    int exitCode =
        write(
            List.of(append("users").inNamespace("crm"), append("users").inNamespace("erp")),
            recordLine("users", "{\"n\":1}"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("because its stream users is not in the catalog");
    assertThat(backend.tables()).isEmpty();
  }

  @Test
  void waitsUntilAnIndexIsBuilt() throws IOException {
    restart(StubSettings.builder().indexPollsUntilReady(3).build());
    backend.insert("users", JSON.createObjectNode().put("id", 1).put("n", 1));

    int exitCode = write(List.of(dedup("users", "id")), recordLine("users", "{\"id\":1,\"n\":2}"));

    assertThat(exitCode).isZero();
    assertThat(rows("users")).containsExactly("{\"id\":1,\"n\":2}");
    assertThat(clock.sleeps()).isNotEmpty();
  }

  @Test
  void waitsToClearATableWhoseIndexIsBeingBuilt() throws IOException {
    restart(StubSettings.builder().indexPollsUntilReady(2).build());
    backend.insert("users", JSON.createObjectNode().put("id", 1));
    int exitCode;
    try (ConvexClient other =
        new ConvexClient(
            Deployment.of(backend.url().toString(), backend.adminKey()), "test-1.0.0")) {
      other.addPrimaryKeyIndexes(Map.of("users", List.of(List.of("id"))));
      // The stub counts polls where the real backend works in the background.
      sleeper = wait -> other.primaryKeyIndexesReady(List.of("users"));
      exitCode = write(List.of(overwrite("users")), recordLine("users", "{\"id\":2}"));
    }

    assertThat(exitCode).isZero();
    assertThat(rows("users")).containsExactly("{\"id\":2}");
  }

  @Test
  void triesAgainWhatMayPass() throws IOException {
    backend.faults().next(Fault.SERVICE_UNAVAILABLE, IMPORT);

    int exitCode = write(List.of(append("log")), recordLine("log", "{\"n\":1}"));

    assertThat(exitCode).isZero();
    assertThat(rows("log")).containsExactly("{\"n\":1}");
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("stored twice");
  }

  @Test
  void warnsWhenAnAppendIsTriedAgainAfterNoAnswer() throws IOException {
    backend.faults().next(Fault.DISCONNECT_BEFORE_RESPONSE, IMPORT);

    int exitCode = write(List.of(append("log")), recordLine("log", "{\"n\":1}"));

    assertThat(exitCode).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("appends 1 records of stream log")
        .contains("stored twice");
  }

  @Test
  void warnsWhenAnAppendIsTriedAgainAfterAnErrorWithoutAName() throws IOException {
    backend.faults().next(Fault.INTERNAL_SERVER_ERROR, IMPORT);

    int exitCode = write(List.of(append("log")), recordLine("log", "{\"n\":1}"));

    assertThat(exitCode).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8)).contains("may be stored twice");
  }

  @Test
  void doesNotWarnWhenAnUpsertIsTriedAgainAfterNoAnswer() throws IOException {
    backend.faults().next(Fault.DISCONNECT_BEFORE_RESPONSE, IMPORT);

    int exitCode = write(List.of(dedup("users", "id")), recordLine("users", "{\"id\":1}"));

    assertThat(exitCode).isZero();
    assertThat(rows("users")).hasSize(1);
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("stored twice");
  }

  @Test
  void givesUpWithATransientErrorAndAcknowledgesNothing() throws IOException {
    backend.faults().times(Fault.SERVICE_UNAVAILABLE, IMPORT, 3);

    int exitCode =
        write(List.of(append("log")), recordLine("log", "{\"n\":1}"), streamStateLine("log", "1"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(states()).isEmpty();
    JsonNode error = JSON.readTree(lines().get(lines().size() - 1)).at("/trace/error");
    assertThat(error.path("failure_type").asText()).isEqualTo("transient_error");
    assertThat(error.path("message").asText()).startsWith("Tried to import 1 record into ");
  }

  @Test
  void keepsEveryDigitOfALargeInteger() throws IOException {
    write(List.of(append("log")), recordLine("log", "{\"n\":9007199254740993,\"m\":1}"));

    assertThat(rows("log")).containsExactly("{\"m\":1,\"n\":\"9007199254740993\"}");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvFileSource(resources = "write-failures.csv", delimiter = '|', numLinesToSkip = 1)
  void saysWhatADeploymentsRefusalMeansAndAcknowledgesNothing(
      String request, BackendError error, String failureType, String words) throws IOException {
    String path =
        switch (request) {
          case "clear" -> CLEAR;
          case "index" -> "/api/streaming_import/add_primary_key_indexes";
          case "ready" -> READY;
          default -> IMPORT;
        };
    backend.faults().add(FaultRule.error(error, path).times(1000));

    int exitCode =
        write(
            List.of(overwrite("users").withKey("id")),
            recordLine("users", "{\"id\":1,\"secret\":\"PRIVATE\"}"),
            streamStateLine("users", "1"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(states()).isEmpty();
    JsonNode failure = JSON.readTree(lines().get(lines().size() - 1)).at("/trace/error");
    assertThat(failure.path("failure_type").asText()).isEqualTo(failureType);
    assertThat(failure.path("message").asText())
        .startsWith("Tried to ")
        .contains(words)
        .doesNotContain("PRIVATE");
  }

  @Test
  void asksOnceForAnIndexThatIsGone() throws IOException {
    backend.faults().add(FaultRule.error(BackendError.INDEX_NOT_FOUND, IMPORT));

    int exitCode =
        write(
            List.of(dedup("users", "id")),
            recordLine("users", "{\"id\":1}"),
            streamStateLine("users", "1"));

    assertThat(exitCode).isZero();
    assertThat(states()).hasSize(1);
    assertThat(requests("/api/streaming_import/add_primary_key_indexes")).isEqualTo(2);
    assertThat(rows("users")).containsExactly("{\"id\":1}");
  }

  @Test
  void stopsWhenTheKeyIsRevokedHalfWayAndAcknowledgesWhatWasWritten() throws IOException {
    backend.faults().add(FaultRule.error(BackendError.BAD_ADMIN_KEY, IMPORT).onCall(2));
    settings.put("batch_records", 1).put("concurrency", 1);

    int exitCode =
        write(
            List.of(append("log")),
            recordLine("log", "{\"n\":1}"),
            streamStateLine("log", "1"),
            recordLine("log", "{\"n\":2}"),
            streamStateLine("log", "2"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(states()).singleElement().asString().contains("\"stream_state\":1");
    assertThat(rows("log")).containsExactly("{\"n\":1}");
    assertThat(lines().get(lines().size() - 1)).contains("config_error", "access_key");
  }

  @Test
  void skipsTheRecordsThatTheSchemaRefusesAndCountsThem() throws IOException {
    backend.setSchema(NUMBERS);
    settings.put("on_record_error", "skip");

    int exitCode =
        write(
            List.of(append("log")),
            recordLine("log", "{\"n\":1}"),
            recordLine("log", "{\"n\":\"PRIVATE\"}"),
            streamStateLine("log", "1"),
            recordLine("log", "{\"n\":2}"),
            recordLine("log", "{\"n\":null}"),
            recordLine("log", "{\"n\":3}"),
            streamStateLine("log", "2"));

    assertThat(exitCode).isZero();
    assertThat(rows("log")).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertThat(states().get(0))
        .contains("\"destinationStats\":{\"recordCount\":1.0,\"rejectedRecordCount\":1.0}");
    assertThat(states().get(1))
        .contains("\"destinationStats\":{\"recordCount\":2.0,\"rejectedRecordCount\":1.0}");
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("input line 2 but failed", "input line 5 but failed")
        .contains("Stream log to table log: 3 written, 2 skipped.")
        .doesNotContain("PRIVATE");
  }

  @Test
  void namesTheLinesOfABatchThatTheSchemaRefuses() throws IOException {
    backend.setSchema(NUMBERS);

    int exitCode =
        write(
            List.of(append("log")),
            recordLine("log", "{\"n\":1}"),
            recordLine("log", "{\"n\":\"PRIVATE\"}"),
            streamStateLine("log", "1"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(rows("log")).isEmpty();
    assertThat(states()).isEmpty();
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("Tried to write to table log what stream log has in input lines 1 to 2 but")
        .doesNotContain("PRIVATE");
  }

  @Test
  void countsWhatIsPerhapsStoredTwice() throws IOException {
    backend.faults().next(Fault.DISCONNECT_BEFORE_RESPONSE, IMPORT);

    write(List.of(append("log")), recordLine("log", "{\"n\":1}"), recordLine("log", "{\"n\":2}"));

    assertThat(rows("log")).hasSize(4);
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("Stream log to table log: 2 written, 1 request retried, 2 perhaps stored twice.");
  }

  @Test
  void saysWhichPartOfACheckFails() throws IOException {
    restart(StubSettings.builder().readOnlyKey("prod:reader|00ff").build());
    int closedPort = backend.url().getPort();
    assertThat(checkMessage(config().put("access_key", "prod:reader|00ff")))
        .contains("lacks the permission deployment:backups:import");
    assertThat(checkMessage(config().put("access_key", "prod:wrong|00ff")))
        .contains("the deploy key is not one of this deployment");
    assertThat(checkMessage(config().put("deployment_url", backend.siteUrl().toString())))
        .contains("there is no Convex API at that URL");
    assertThat(backend.tables()).isEmpty();

    ObjectNode config = config();
    backend.close();

    assertThat(checkMessage(config)).contains("nothing at 127.0.0.1:" + closedPort + " accepts");
  }

  private String checkMessage(ObjectNode config) throws IOException {
    assertThat(run(config, "", "check", "--config", "config.json")).isZero();
    JsonNode status = JSON.readTree(lines().get(0)).path("connectionStatus");
    assertThat(status.path("status").asText()).isEqualTo("FAILED");
    return status.path("message").asText();
  }

  private void restart(StubSettings settings) {
    backend.close();
    backend = StubBackend.start(settings);
  }

  private ObjectNode config() {
    return settings
        .deepCopy()
        .put("deployment_url", backend.url().toString())
        .put("access_key", backend.adminKey());
  }

  private int write(List<TestStream> streams, String... input) throws IOException {
    JSON.writeValue(
        files.resolve("catalog.json").toFile(),
        TestStream.catalog(streams.toArray(TestStream[]::new)));
    return run(
        config(),
        String.join("\n", input) + "\n",
        "write",
        "--config",
        "config.json",
        "--catalog",
        "catalog.json");
  }

  private int run(ObjectNode config, String input, String... arguments) throws IOException {
    Files.writeString(files.resolve("config.json"), config.toString());
    output.reset();
    for (int index = 0; index < arguments.length; index++) {
      if (arguments[index].endsWith(".json")) {
        arguments[index] = files.resolve(arguments[index]).toString();
      }
    }
    Retries retries = new Retries(NO_WAIT, new Random(1), wait -> {}, System::nanoTime);
    DestinationConnector connector = new DestinationConnector("0.0.0", retries, clock, sleeper);
    try (PrintStream errors =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)) {
      return new IntegrationRunner(
              connector,
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
              output,
              errors,
              clock,
              Level.INFO)
          .run(arguments);
    }
  }

  private List<String> lines() {
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> states() {
    return lines().stream().filter(line -> line.startsWith("{\"type\":\"STATE\"")).toList();
  }

  private long requests(String path) {
    return backend.requests().stream().filter(request -> request.path().equals(path)).count();
  }

  /** The rows of a table without what the backend adds, fields in the order of their names. */
  private List<String> rows(String table) {
    return backend.documents(table).stream()
        .map(document -> (ObjectNode) document.without(List.of("_id", "_creationTime")))
        .map(DestinationConnectorTest::sorted)
        .toList();
  }

  private static String sorted(ObjectNode document) {
    ObjectNode sorted = JSON.createObjectNode();
    document.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> sorted.set(field.getKey(), field.getValue()));
    return sorted.toString().replaceAll("([0-9])\\.0\\b", "$1");
  }
}
