package dev.convexairbyte.cdk.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.AirbyteMessageConsumer;
import dev.convexairbyte.cdk.Destination;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.io.RecordWriter;
import dev.convexairbyte.cdk.io.StateEcho;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class IntegrationRunnerTest {

  private static final Logger LOG = LoggerFactory.getLogger("connector");

  private static final String CATALOG =
      """
      {"streams": [{"stream": {"name": "users", "json_schema": {}, "supported_sync_modes": ["incremental"]},
        "sync_mode": "incremental", "destination_sync_mode": "append"}]}""";

  @TempDir private Path directory;
  private String config = "";
  private String catalog = "";

  @BeforeEach
  void writeFiles() throws IOException {
    config =
        file("config.json", "{\"deployment_url\": \"http://x.test\", \"access_key\": \"k-77\"}");
    catalog = file("catalog.json", CATALOG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "--spec"})
  void answersSpecWithOneLine(String verb) {
    ConnectorRun run = ConnectorRun.of(new FakeSource(), verb);

    assertThat(run.exitCode()).isZero();
    assertThat(run.messages())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.get("type").textValue()).isEqualTo("SPEC");
              assertThat(message.at("/spec/connectionSpecification/title").textValue())
                  .isEqualTo("Test Spec");
            });
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void endsAWriteThatFailsWhileNoInputComes() throws IOException {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    Destination failing =
        new FakeDestination() {
          @Override
          void pulsed() {
            throw ConnectorException.transientFault("Tried to wait but failed because of a test.");
          }
        };
    try (PipedOutputStream silent = new PipedOutputStream()) {
      IntegrationRunner runner =
          new IntegrationRunner(
              failing,
              new PipedInputStream(silent),
              stdout,
              new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
              ConnectorRun.CLOCK,
              Level.INFO);

      int exitCode = runner.run("write", "--config", config, "--catalog", catalog);

      assertThat(exitCode).isEqualTo(1);
      assertThat(stdout.toString(StandardCharsets.UTF_8)).contains("failed because of a test");
    }
  }

  @Test
  void answersHelpOnStandardErrorOnly() {
    ConnectorRun run = ConnectorRun.of(new FakeDestination(), "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains("Usage:", "write --config FILE --catalog FILE");
  }

  @ParameterizedTest
  @CsvSource({"'',it got no command", "frob,argument 1", "write,has no write", "read,--config"})
  void answersMisuseWithAConfigError(String verb, String reason) {
    ConnectorRun run =
        ConnectorRun.of(new FakeSource(), verb.isEmpty() ? new String[0] : new String[] {verb});

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.messages()).hasSize(1);
    assertOneError(run, "config_error", reason);
    assertThat(run.errors().get(0).has("stack_trace")).isFalse();
  }

  @Test
  void answersCheckWithOneStatus() {
    ConnectorRun run = ConnectorRun.of(new FakeSource(), "check", "--config", config);

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout())
        .isEqualTo(
            "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("explainedFailures")
  void answersACheckThatFailsForAReasonWithFailedAndExitZero(
      String type, Supplier<RuntimeException> failure) {
    ConnectorRun run =
        ConnectorRun.of(
            new FakeSource() {
              @Override
              public AirbyteConnectionStatus check(JsonNode config) {
                throw failure.get();
              }
            },
            "check",
            "--config",
            config);

    assertThat(run.exitCode()).isZero();
    assertThat(run.messages()).hasSize(1);
    assertThat(run.payloads("CONNECTION_STATUS", "connectionStatus"))
        .singleElement()
        .hasToString("{\"status\":\"FAILED\",\"message\":\"Tried x but failed because y; do z.\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;it is empty",
        "{\"deployment_url\": SECRET-1;it is not JSON at line 1",
        "[\"SECRET-1\"];it is not a JSON object",
        "{\"access_key\": \"SECRET-1\"};deployment_url is missing",
        "{\"access_key\": null, \"deployment_url\": \"SECRET-1\"};access_key is missing",
        "{\"access_key\": \"SECRET-1\", \"deployment_url\": \"SECRET-1\"};deployment_url does not match"
      })
  void answersACheckOfABadConfigWithFailedWithoutAskingTheConnector(String content, String reason)
      throws IOException {
    String bad = file("bad.json", content);
    ConnectorRun run =
        ConnectorRun.of(
            new FakeSource() {
              @Override
              public AirbyteConnectionStatus check(JsonNode config) {
                throw new AssertionError("asked");
              }
            },
            "--check",
            "--config=" + bad);

    assertThat(run.exitCode()).isZero();
    assertThat(run.messages()).hasSize(1);
    JsonNode status = run.payloads("CONNECTION_STATUS", "connectionStatus").get(0);
    assertThat(status.get("status").textValue()).isEqualTo("FAILED");
    assertThat(status.get("message").textValue()).contains(reason);
    assertThat(run.stdout() + run.stderr()).doesNotContain("SECRET-1");
  }

  @Test
  void answersACheckWithoutItsFileWithFailed() {
    ConnectorRun run = ConnectorRun.of(new FakeSource(), "check", "--config", "/nowhere/c.json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).contains("FAILED", "does not exist").hasLineCount(1);
  }

  @Test
  void answersACheckThatBreaksUnexpectedlyWithATraceAndNoStatus() {
    ConnectorRun run =
        ConnectorRun.of(
            new FakeSource() {
              @Override
              public AirbyteConnectionStatus check(JsonNode config) {
                throw new IllegalStateException("about " + config.get("access_key").asText());
              }
            },
            "check",
            "--config",
            config);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.messages()).hasSize(1);
    assertOneError(run, "system_error", "because of an unexpected error inside it");
    assertThat(run.errors().get(0).get("internal_message").textValue())
        .isEqualTo("java.lang.IllegalStateException: about ****");
  }

  @Test
  void answersDiscoverWithOneCatalog() {
    ConnectorRun run = ConnectorRun.of(new FakeSource(), "discover", "--config", config);

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEqualTo("{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[]}}\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("explainedFailures")
  void tracesWhatTheConnectorExplains(String type, Supplier<RuntimeException> failure) {
    ConnectorRun run =
        ConnectorRun.of(
            new FakeSource() {
              @Override
              public AirbyteCatalog discover(JsonNode config) {
                throw failure.get();
              }
            },
            "discover",
            "--config",
            config);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.messages()).hasSize(1);
    assertOneError(run, type, "Tried x but failed because y; do z.");
    assertThat(run.errors().get(0).has("stack_trace")).isEqualTo(type.equals("system_error"));
    assertThat(run.stderr()).isEqualTo("Tried x but failed because y; do z.\n");
  }

  @Test
  void tracesTheEndOfMemory() {
    ConnectorRun run =
        ConnectorRun.of(
            reading(
                output -> {
                  throw new OutOfMemoryError("Java heap space");
                }),
            readArguments());

    assertThat(run.exitCode()).isEqualTo(1);
    assertOneError(run, "system_error", "because its memory was used up; give it a larger heap.");
  }

  @Test
  void keepsTheRecordsThatWereWrittenBeforeAFailure() {
    ConnectorRun run =
        ConnectorRun.of(
            reading(
                output -> {
                  record(output, "one");
                  throw new UncheckedIOException(new IOException("reset"));
                }),
            readArguments());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.payloads("RECORD", "record")).hasSize(1);
    assertOneError(run, "system_error", "unexpected error");
    assertThat(run.messages()).hasSize(2);
  }

  @Test
  void flushesTheRecordsThatNoStateFollows() {
    ConnectorRun run = ConnectorRun.of(reading(output -> record(output, "one")), readArguments());

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout())
        .isEqualTo(
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"v\":\"one\"},"
                + "\"emitted_at\":1760000000123}}\n");
  }

  @Test
  void handsTheSavedStateToTheSource() throws IOException {
    String state =
        file(
            "state.json",
            "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\","
                + "\"namespace\":null},\"stream_state\":{\"c\":5}},\"global\":null,\"data\":null}]");
    FakeSource source =
        new FakeSource() {
          @Override
          public void read(
              JsonNode config,
              ConfiguredAirbyteCatalog catalog,
              List<AirbyteStateMessage> state,
              MessageWriter output) {
            LOG.info("{} {}", catalog.streams().get(0).descriptor(), state.get(0).stream());
          }
        };

    ConnectorRun run =
        ConnectorRun.of(source, "read", "--config", config, "--catalog", catalog, "--state", state);

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).contains("users AirbyteStreamState[", "streamState={\\\"c\\\":5}");
  }

  @Test
  void readsFromTheBeginningWhenTheStateFileIsMissing() {
    ConnectorRun run =
        ConnectorRun.of(
            new FakeSource(),
            "read",
            "--config",
            config,
            "--catalog",
            catalog,
            "--state",
            "/nowhere/state.json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.payloads("LOG", "log"))
        .singleElement()
        .asString()
        .contains("INFO", "the sync starts from the beginning");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "catalog;{\"streams\": [{\"stream\": {\"name\": \"__AIRBYTE__stream_that_does_not_exist\", \"json_schema\": {}, \"supported_sync_modes\": [\"full_refresh\"]}, \"sync_mode\": \"INVALID\", \"destination_sync_mode\": \"INVALID\"}]};streams[0].sync_mode is not a known value",
        "catalog;{};streams is missing",
        "catalog;{\"streams\";it is not JSON at line 1",
        "state;[5];its entry 1 is not a JSON object",
        "state;{\"type\"};it is not JSON at line 1"
      })
  void tracesABadCatalogOrState(String name, String content, String reason) throws IOException {
    String bad = file("bad.json", content);

    ConnectorRun run =
        ConnectorRun.of(
            new FakeSource(),
            "read",
            "--config=" + config,
            "--catalog=" + (name.equals("catalog") ? bad : catalog),
            "--state=" + (name.equals("state") ? bad : "/nowhere"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertOneError(run, "config_error", reason);
    assertThat(run.messages()).hasSize(1);
  }

  @Test
  void takesADestinationThroughItsWholeLife() {
    FakeDestination destination =
        new FakeDestination() {
          @Override
          void accepted(IncomingMessage message, MessageWriter output) {
            if (message instanceof IncomingState state) {
              output.writeLine(StateEcho.of(state.line(), 1));
            }
          }
        };

    ConnectorRun run =
        ConnectorRun.ofInput(
            destination,
            """
            {"type":"RECORD","record":{"stream":"users","data":{"a":1},"emitted_at":1}}
            {"type":"LOG","log":{"level":"INFO","message":"x"}}
            {"type":"STATE","state":{"type":"STREAM","id":4,"stream":{"stream_descriptor":{"name":"users"}}}}
            {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1,"stream_status":{"stream_descriptor":{"name":"users"},"status":"COMPLETE"}}}
            """,
            writeArguments());

    assertThat(run.exitCode()).isZero();
    assertThat(destination.diary)
        .containsExactly(
            "start", "IncomingRecord", "IncomingState", "IncomingTrace", "finish", "close");
    assertThat(run.stdout())
        .isEqualTo(
            "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"x\"}}\n"
                + "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"id\":4,\"stream\":"
                + "{\"stream_descriptor\":{\"name\":\"users\"}},"
                + "\"destinationStats\":{\"recordCount\":1.0}}}\n");
  }

  @Test
  void passesTheSourcesLogOnWithoutSecretsAndNotToTheConsumer() {
    FakeDestination destination = new FakeDestination();

    ConnectorRun run =
        ConnectorRun.ofInput(
            destination,
            """
            {"log":{"stack_trace":"at k-77","message":"lost k-77","level":"WARN","x":1},"type":"LOG"}
            {"type":"LOG","record":null,"log":{"level":"TRACE","message":"y","stack_trace":null}}
            {"type":"LOG","log":{"level":"LOUD","message":"of no known level"}}
            {"type":"LOG","log":{"level":"INFO"}}
            {"type":"LOG","log":null}
            {"type":"LOG"}
            """,
            writeArguments());

    assertThat(run.exitCode()).isZero();
    assertThat(destination.diary).containsExactly("start", "finish", "close");
    assertThat(run.stdout())
        .isEqualTo(
            """
            {"type":"LOG","log":{"level":"WARN","message":"lost ****","stack_trace":"at ****"}}
            {"type":"LOG","log":{"level":"TRACE","message":"y"}}
            """);
  }

  @Test
  void closesTheConsumerButDoesNotFinishItWhenTheInputIsBroken() {
    FakeDestination destination = new FakeDestination();

    ConnectorRun run =
        ConnectorRun.ofInput(destination, "{\"type\":\"LOG\"}\n{\"type\":\n", writeArguments());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(destination.diary).containsExactly("start", "close");
    assertOneError(run, "system_error", "Tried to read line 2 of standard input but failed");
  }

  @Test
  void tracesOnlyTheFirstOfTwoFailures() {
    FakeDestination destination =
        new FakeDestination() {
          @Override
          public AirbyteMessageConsumer getConsumer(
              JsonNode config, ConfiguredAirbyteCatalog catalog, MessageWriter output) {
            AirbyteMessageConsumer diary = super.getConsumer(config, catalog, output);
            return new AirbyteMessageConsumer() {
              @Override
              public void start() {
                throw ConnectorException.config("Tried first but failed because y; do z.");
              }

              @Override
              public void accept(IncomingMessage message) {
                diary.accept(message);
              }

              @Override
              public void finish() {
                diary.finish();
              }

              @Override
              public void close() {
                diary.close();
                throw new IllegalStateException("second");
              }
            };
          }
        };

    ConnectorRun run = ConnectorRun.ofInput(destination, "", writeArguments());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(destination.diary).containsExactly("close");
    assertThat(run.messages()).hasSize(1);
    assertOneError(run, "config_error", "Tried first but failed");
  }

  @Test
  void endsWithOneLineOnStandardErrorWhenTheOutputIsBroken() throws IOException {
    OutputStream closed = OutputStream.nullOutputStream();
    closed.close();

    ConnectorRun run =
        ConnectorRun.on(
            reading(
                output -> {
                  for (int count = 0; count < 10_000; count++) {
                    record(output, "value " + count);
                  }
                }),
            "",
            closed,
            readArguments());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr())
        .isEqualTo(
            "Tried to write to standard output but failed because it takes no more: its reader is gone"
                + " or its disk is full; look for the reason there."
                + System.lineSeparator());
  }

  @Test
  void noticesABrokenOutputAtTheLastFlush() throws IOException {
    OutputStream closed = OutputStream.nullOutputStream();
    closed.close();

    ConnectorRun run =
        ConnectorRun.on(reading(output -> record(output, "one")), "", closed, readArguments());

    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "discover", "read"})
  void showsNoSecretWhateverTheConnectorSays(String verb) throws IOException {
    String secret = "prod:calm-cat-1|eyJ2MiI6\"\\ +\u00e9end";
    String secretive =
        file(
            "secretive.json",
            Json.mapper()
                .createObjectNode()
                .put("deployment_url", "http://x.test")
                .put("access_key", secret)
                .toString());
    FakeSource talkative =
        new FakeSource() {
          @Override
          public AirbyteConnectionStatus check(JsonNode config) {
            throw talk(config);
          }

          @Override
          public AirbyteCatalog discover(JsonNode config) {
            throw talk(config);
          }

          @Override
          public void read(
              JsonNode config,
              ConfiguredAirbyteCatalog catalog,
              List<AirbyteStateMessage> state,
              MessageWriter output) {
            RuntimeException failure = talk(config);
            throw ConnectorException.transientFault(failure.toString(), failure);
          }

          private RuntimeException talk(JsonNode config) {
            String key = config.get("access_key").asText();
            RuntimeException failure = new IllegalStateException(key + " in " + config);
            LOG.trace("config {}", config);
            LOG.info("url ?key={}", URLEncoder.encode(key, StandardCharsets.UTF_8));
            LOG.error("part {}", key.substring(key.indexOf('|') + 1), failure);
            System.out.println("print " + key);
            System.err.println("print " + key);
            failure.printStackTrace();
            return failure;
          }
        };
    String[] arguments =
        verb.equals("read")
            ? new String[] {verb, "--config", secretive, "--catalog", catalog}
            : new String[] {verb, "--config", secretive};

    ConnectorRun run = ConnectorRun.of(talkative, arguments);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.payloads("LOG", "log")).hasSizeGreaterThanOrEqualTo(4);
    assertThat(run.stderr()).contains("print ****", "\tat ");
    assertThat(run.stdout() + run.stderr())
        .doesNotContain("eyJ2MiI6", "calm-cat-1", "\u00e9end", "%C3%A9end");
  }

  static Stream<Arguments> explainedFailures() {
    String sentence = "Tried x but failed because y; do z.";
    IOException cause = new IOException("reset");
    return Stream.of(
        failure("config_error", () -> ConnectorException.config(sentence)),
        failure("config_error", () -> ConnectorException.config(sentence, cause)),
        failure("transient_error", () -> ConnectorException.transientFault(sentence)),
        failure("transient_error", () -> ConnectorException.transientFault(sentence, cause)),
        failure("system_error", () -> ConnectorException.system(sentence)),
        failure(
            "transient_error",
            () ->
                new CompletionException(
                    new RuntimeException(ConnectorException.transientFault(sentence, cause)))));
  }

  private static Arguments failure(String type, Supplier<RuntimeException> failure) {
    return Arguments.of(type, failure);
  }

  private static void assertOneError(ConnectorRun run, String failureType, String sentence) {
    assertThat(run.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.get("failure_type").textValue()).isEqualTo(failureType);
              assertThat(error.get("message").textValue())
                  .startsWith("Tried ")
                  .contains(sentence)
                  .endsWith(".");
            });
  }

  private interface Reading {
    void into(MessageWriter output);
  }

  private static FakeSource reading(Reading reading) {
    return new FakeSource() {
      @Override
      public void read(
          JsonNode config,
          ConfiguredAirbyteCatalog catalog,
          List<AirbyteStateMessage> state,
          MessageWriter output) {
        reading.into(output);
      }
    };
  }

  private static void record(MessageWriter output, String value) {
    RecordWriter records = output.recordWriter(new StreamDescriptor("users", null));
    records.write(data -> data.write(Json.mapper().writeValueAsBytes(Map.of("v", value))));
  }

  private String[] readArguments() {
    return new String[] {"read", "--config", config, "--catalog", catalog};
  }

  private String[] writeArguments() {
    return new String[] {"write", "--config", config, "--catalog", catalog};
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }
}
