package dev.convexairbyte.cdk.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteErrorTraceMessage;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.cdk.runner.ConnectorRun;
import dev.convexairbyte.cdk.secret.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StdoutMessageWriterTest {

  /** Escapes nothing that it need not. */
  private static final ObjectMapper RAW = new ObjectMapper();

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final SecretMask mask = new SecretMask();
  private final StdoutMessageWriter writer =
      new StdoutMessageWriter(output, ConnectorRun.CLOCK, mask);

  @Test
  void writesARecordAsOneLine() throws IOException {
    RecordWriter records = writer.recordWriter(new StreamDescriptor("we\"ird\u2028", "a/b"));

    records.write(body("x\u2028y\n\u00e9"));
    writer.flush();

    assertThat(text())
        .isEqualTo(
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"we\\\"ird\\u2028\",\"namespace\":\"a/b\","
                + "\"data\":{\"v\":\"x\\u2028y\\n\u00e9\"},\"emitted_at\":1760000000123}}\n");
  }

  @Test
  void leavesOutTheNamespaceOfTheRootComponent() throws IOException {
    writer.recordWriter(new StreamDescriptor("users", "")).write(body("x"));
    writer.flush();

    assertThat(text())
        .startsWith("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{");
  }

  @Test
  void gathersRecordsUntilAnotherMessageFlushesThemInOrder() throws IOException {
    RecordWriter records = writer.recordWriter(new StreamDescriptor("users", null));
    records.write(body("1"));
    records.write(body("2"));
    assertThat(output.size()).isZero();

    writer.write(log("between"));
    records.write(body("3"));
    writer.writeLine("{\"type\":\"STATE\"}".getBytes(UTF_8));

    assertThat(text().lines().map(StdoutMessageWriterTest::parse).map(this::gist))
        .containsExactly("1", "2", "LOG", "3", "STATE");
  }

  @Test
  void keepsARecordOnItsLineWhateverAReaderTakesForALineEnd() throws IOException {
    String pieces =
        "\u0085\u2028\u2029\u00c5\u0084\u0086\u2027\u202a\u2128\u4e2d\ud83d\ude00 plain ";
    RecordWriter records = writer.recordWriter(new StreamDescriptor("users", null));
    for (int shift = 0; shift < 20; shift++) {
      records.write(body("x".repeat(shift) + pieces.repeat(3)));
    }
    records.write(data -> data.write("{\n \"v\"\r\n:\t1}".getBytes(UTF_8)));
    writer.flush();

    List<JsonNode> lines = text().lines().map(StdoutMessageWriterTest::parse).toList();
    assertThat(text()).doesNotContain("\u0085", "\u2028", "\u2029", "\r");
    assertThat(lines).hasSize(21);
    for (int shift = 0; shift < 20; shift++) {
      assertThat(gist(lines.get(shift))).isEqualTo("x".repeat(shift) + pieces.repeat(3));
    }
  }

  @Test
  void aBodyMayLogWithoutTearingItsOwnLine() {
    writer
        .recordWriter(new StreamDescriptor("users", null))
        .write(
            data -> {
              data.write("{\"v\":".getBytes(UTF_8));
              writer.write(log("meanwhile"));
              data.write("\"1\"}".getBytes(UTF_8));
            });
    writer.flush();

    assertThat(text().lines().map(StdoutMessageWriterTest::parse).map(this::gist))
        .containsExactlyInAnyOrder("LOG", "1");
  }

  @Test
  void passesAReadyLineThroughByteForByte() {
    writer.writeLine("{ \"type\" : \"STATE\", \"x\":\"\u2028\" }".getBytes(UTF_8));

    assertThat(text()).isEqualTo("{ \"type\" : \"STATE\", \"x\":\"\u2028\" }\n");
  }

  @Test
  void leavesNothingOfABodyThatThrowsHalfWay() throws IOException {
    RecordWriter records = writer.recordWriter(new StreamDescriptor("users", null));
    records.write(body("before"));

    assertThatThrownBy(
            () ->
                records.write(
                    data -> {
                      data.write(("{\"half\":[\"" + "z".repeat(1_000_000)).getBytes(UTF_8));
                      throw new IOException("the page broke off");
                    }))
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("the page broke off");
    assertThatThrownBy(
            () ->
                records.write(
                    data -> {
                      data.write('{');
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);

    records.write(body("after"));
    writer.flush();
    assertThat(text().lines().map(StdoutMessageWriterTest::parse).map(this::gist))
        .containsExactly("before", "after");
  }

  @Test
  void refusesABodyThatIsNotOneObject() throws IOException {
    RecordWriter records = writer.recordWriter(new StreamDescriptor("users", null));
    for (String body : List.of("", "{", "}", "\"text\"", "[]")) {
      assertThatThrownBy(() -> records.write(data -> data.write(body.getBytes(UTF_8))))
          .isInstanceOf(IllegalStateException.class);
    }

    records.write(body("fine"));
    writer.flush();
    assertThat(text().lines().map(StdoutMessageWriterTest::parse).map(this::gist))
        .containsExactly("fine");
  }

  @Test
  void writesRecordsOfAnySize() throws IOException {
    RecordWriter records = writer.recordWriter(new StreamDescriptor("users", null));
    String large = "\u00e9".repeat(1_000_000);

    records.write(body(large));
    records.write(body("small"));
    writer.flush();

    assertThat(text().lines().map(StdoutMessageWriterTest::parse).map(this::gist))
        .containsExactly(large, "small");
  }

  @Test
  void keepsLinesWholeWhenManyThreadsWrite() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    RecordWriter shared = writer.recordWriter(new StreamDescriptor("shared", null));
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int number = thread;
      all.add(
          threads.submit(
              () -> {
                RecordWriter own = writer.recordWriter(new StreamDescriptor("s" + number, null));
                for (int count = 0; count < 500; count++) {
                  own.write(body("own".repeat(count)));
                  shared.write(body("shared".repeat(number * 50)));
                  if (count % 50 == 0) {
                    writer.write(log("log"));
                  }
                }
                return null;
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
    writer.flush();

    List<String> types = text().lines().map(line -> parse(line).path("type").asText()).toList();
    assertThat(types).filteredOn("RECORD"::equals).hasSize(8 * 500 * 2);
    assertThat(types).filteredOn("LOG"::equals).hasSize(8 * 10);
    assertThat(types).hasSize(8 * 500 * 2 + 8 * 10);
  }

  @Test
  void saysThatTheOutputBrokeAndStaysBroken() throws IOException {
    StdoutMessageWriter broken = new StdoutMessageWriter(brokenPipe(), ConnectorRun.CLOCK, mask);

    assertThatThrownBy(() -> broken.write(log("x"))).isInstanceOf(UncheckedIOException.class);

    RecordWriter records = broken.recordWriter(new StreamDescriptor("users", null));
    assertThatThrownBy(() -> records.write(body("x"))).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(broken::flush).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void masksTextsAndLeavesUserDataAndNamesAlone() throws IOException {
    String secret = "key-12345678";
    mask.learn(
        Json.mapper().readTree("{\"properties\":{\"k\":{\"airbyte_secret\":true}}}"),
        Json.mapper().createObjectNode().put("k", secret));
    StreamDescriptor stream = new StreamDescriptor("s-" + secret, null);
    JsonNode holding = Json.mapper().createObjectNode().put("p", secret);

    writer.write(AirbyteMessage.of(new AirbyteLogMessage(level(), secret, "at " + secret)));
    writer.write(AirbyteMessage.of(AirbyteConnectionStatus.failed("no " + secret)));
    writer.write(
        AirbyteMessage.of(
            AirbyteTraceMessage.of(
                1,
                new AirbyteErrorTraceMessage(
                    secret, secret, secret, FailureType.SYSTEM_ERROR, null))));
    assertThat(text()).doesNotContain(secret).contains("****");

    output.reset();
    writer.write(
        AirbyteMessage.of(
            new AirbyteCatalog(
                List.of(
                    new AirbyteStream(
                        stream.name(),
                        null,
                        holding,
                        List.of(SyncMode.INCREMENTAL),
                        true,
                        null,
                        null,
                        true)))));
    assertThat(text()).contains("\"name\":\"s-" + secret, "{\"p\":\"****\"}");

    output.reset();
    writer.write(
        AirbyteMessage.of(
            new AirbyteStateMessage(
                AirbyteStateMessage.Type.STREAM,
                new AirbyteStreamState(stream, holding),
                null,
                null,
                null,
                null)));
    writer.recordWriter(stream).write(body(secret));
    writer.flush();
    assertThat(text()).contains("\"p\":\"" + secret, "\"v\":\"" + secret).doesNotContain("****");
  }

  @Test
  void masksASecretDeepInASchemaAndLeavesAllElseOfItAlone() throws IOException {
    mask.learn(
        Json.mapper().readTree("{\"properties\":{\"k\":{\"airbyte_secret\":true}}}"),
        Json.mapper().createObjectNode().put("k", "key-12345678"));
    String schema =
        "{\"a\":[1.50,{\"b\":\"is key-12345678\",\"key-12345678\":[]},null],\"c\":{\"d\":true,\"e\":\"f\"}}";
    List<AirbyteStream> streams =
        Stream.of(schema, schema.replace("is key-12345678", "clean"))
            .map(StdoutMessageWriterTest::parse)
            .map(
                node ->
                    new AirbyteStream(
                        "s", null, node, List.of(SyncMode.INCREMENTAL), true, null, null, true))
            .toList();

    writer.write(AirbyteMessage.of(new AirbyteCatalog(streams)));

    assertThat(text())
        .contains(schema.replace("is key-12345678", "is ****"))
        .contains(schema.replace("is key-12345678", "clean"));
  }

  @Test
  void keepsLinesDecodableWhateverTheSecretIs() throws IOException {
    mask.learn(
        Json.mapper().readTree("{\"properties\":{\"k\":{\"airbyte_secret\":true}}}"),
        Json.mapper().readTree("{\"k\": [\"I\", \"type\", \"\\\"\", \"*\", \"e\"]}"));

    writer.write(AirbyteMessage.of(new AirbyteLogMessage(level(), "type \"I\"", null)));

    assertThat(text())
        .isEqualTo(
            "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"**** ************\"}}\n");
  }

  private static AirbyteLogMessage.Level level() {
    return AirbyteLogMessage.Level.INFO;
  }

  private static AirbyteMessage log(String message) {
    return AirbyteMessage.of(new AirbyteLogMessage(level(), message, null));
  }

  private static RecordWriter.RecordBody body(String value) {
    return data -> data.write(RAW.writeValueAsBytes(Map.of("v", value)));
  }

  private String gist(JsonNode message) {
    String type = message.path("type").asText();
    return type.equals("RECORD") ? message.at("/record/data/v").asText() : type;
  }

  private String text() {
    return output.toString(UTF_8);
  }

  private static JsonNode parse(String line) {
    try {
      return Json.mapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + line, e);
    }
  }

  private static OutputStream brokenPipe() throws IOException {
    OutputStream closed = OutputStream.nullOutputStream();
    closed.close();
    return closed;
  }
}
