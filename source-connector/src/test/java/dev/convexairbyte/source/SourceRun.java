package dev.convexairbyte.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.log.LogOutput;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.cdk.secret.SecretMask;
import dev.convexairbyte.client.Backoff;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.stub.StubBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads of one deployment in process; keeps what the last one printed. */
final class SourceRun {

  static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode config;
  private final InstantSource clock;
  private final List<JsonNode> lines = new ArrayList<>();
  private Level logLevel = Level.INFO;
  private Backoff backoff = new Backoff(4, Duration.ZERO, 1, Duration.ZERO, Duration.ofMinutes(1));

  SourceRun(StubBackend backend) {
    this(backend, Clock.systemUTC());
  }

  SourceRun(StubBackend backend, InstantSource clock) {
    this(backend.url(), backend.adminKey(), clock);
  }

  SourceRun(URI url, String key, InstantSource clock) {
    this.config =
        JsonNodeFactory.instance
            .objectNode()
            .put("deployment_url", url.toString())
            .put("access_key", key);
    this.clock = clock;
  }

  /** From now on with this setting. */
  SourceRun with(String setting, JsonNode value) {
    config.set(setting, value);
    return this;
  }

  SourceRun whenNeeded() {
    return with("snapshot_mode", JsonNodeFactory.instance.textNode("when_needed"));
  }

  SourceRun excluding(String... globs) {
    return with("exclude", JSON.valueToTree(globs));
  }

  SourceRun with(Backoff backoff) {
    this.backoff = backoff;
    return this;
  }

  SourceRun loggingAt(Level level) {
    this.logLevel = level;
    return this;
  }

  SourceConnector connector() {
    Retries retries = new Retries(backoff, new Random(1), wait -> {}, System::nanoTime);
    return new SourceConnector("0.0.0", retries, clock);
  }

  ObjectNode config() {
    return config.deepCopy();
  }

  static ConfiguredAirbyteStream incremental(String table) {
    return stream(null, table, SyncMode.INCREMENTAL);
  }

  static ConfiguredAirbyteStream fullRefresh(String table) {
    return stream(null, table, SyncMode.FULL_REFRESH);
  }

  static ConfiguredAirbyteStream stream(@Nullable String namespace, String table, SyncMode mode) {
    AirbyteStream stream =
        new AirbyteStream(
            table,
            namespace,
            JsonNodeFactory.instance.objectNode(),
            List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
            true,
            List.of("_ts"),
            List.of(List.of("_id")),
            true);
    return new ConfiguredAirbyteStream(
        stream, mode, DestinationSyncMode.APPEND_DEDUP, null, null, null, null, null);
  }

  /** As newer platforms ask for it. */
  static ConfiguredAirbyteStream withGenerations(ConfiguredAirbyteStream stream) {
    return new ConfiguredAirbyteStream(
        stream.stream(), stream.syncMode(), DestinationSyncMode.APPEND, null, null, 1L, 1L, null);
  }

  /** Reads from these states; what was printed is kept even if the read fails. */
  SourceRun read(List<AirbyteStateMessage> states, ConfiguredAirbyteStream... streams) {
    return read(Long.MAX_VALUE, 0, states, streams);
  }

  /**
   * As {@code read}, but the output breaks, as by a killed process, after so many lines and so many
   * bytes of the next.
   */
  SourceRun read(
      long linesUntilDeath,
      int bytesUntilDeath,
      List<AirbyteStateMessage> states,
      ConfiguredAirbyteStream... streams) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    OutputStream mortal = new MortalStream(printed, linesUntilDeath, bytesUntilDeath);
    StdoutMessageWriter writer = new StdoutMessageWriter(mortal, clock, new SecretMask());
    LogOutput.install(writer, logLevel);
    try {
      connector().read(config(), new ConfiguredAirbyteCatalog(List.of(streams)), states, writer);
      writer.flush();
    } finally {
      LogOutput.uninstall();
      keep(printed.toString(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Whole lines only: a reader of half a line can make nothing of it. */
  private void keep(String printed) {
    lines.clear();
    printed
        .substring(0, printed.lastIndexOf('\n') + 1)
        .lines()
        .forEach(
            line -> {
              try {
                lines.add(JSON.readTree(line));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  List<JsonNode> lines() {
    return List.copyOf(lines);
  }

  List<JsonNode> records() {
    return bodies("RECORD", "record").map(record -> record.path("data")).toList();
  }

  List<JsonNode> recordsOf(String stream) {
    return bodies("RECORD", "record")
        .filter(record -> record.path("stream").asText().equals(stream))
        .map(record -> record.path("data"))
        .toList();
  }

  List<JsonNode> stateLines() {
    return bodies("STATE", "state").toList();
  }

  /** The last state of every stream, as the platform hands it back. */
  List<AirbyteStateMessage> states() {
    return List.copyOf(statesByStream().values());
  }

  Map<StreamDescriptor, AirbyteStateMessage> statesByStream() {
    Map<StreamDescriptor, AirbyteStateMessage> last = new LinkedHashMap<>();
    for (JsonNode body : stateLines()) {
      AirbyteStateMessage state = JSON.convertValue(body, AirbyteStateMessage.class);
      if (state.stream() != null) {
        last.put(state.stream().streamDescriptor(), state);
      }
    }
    return last;
  }

  /** STARTED, RUNNING, … of one stream, in order. */
  List<String> statuses(String stream) {
    return bodies("TRACE", "trace")
        .map(trace -> trace.path("stream_status"))
        .filter(status -> status.path("stream_descriptor").path("name").asText().equals(stream))
        .map(status -> status.path("status").asText())
        .toList();
  }

  /** The log messages of a level, in order. */
  List<String> logs(Level level) {
    return bodies("LOG", "log")
        .filter(log -> log.path("level").asText().equals(level.name()))
        .map(log -> log.path("message").asText())
        .toList();
  }

  private Stream<JsonNode> bodies(String type, String key) {
    return lines.stream()
        .filter(line -> line.path("type").asText().equals(type))
        .map(line -> line.path(key));
  }

  /** Takes so many lines and so many bytes more, then refuses, as a closed pipe does. */
  private static final class MortalStream extends OutputStream {

    private final OutputStream out;
    private long linesLeft;
    private int bytesLeft;

    MortalStream(OutputStream out, long lines, int bytes) {
      this.out = out;
      this.linesLeft = lines;
      this.bytesLeft = bytes;
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      if (linesLeft == Long.MAX_VALUE) {
        out.write(bytes, start, length);
        return;
      }
      super.write(bytes, start, length);
    }

    @Override
    public void write(int oneByte) throws IOException {
      if (linesLeft == 0 && bytesLeft-- == 0) {
        throw new IOException("Broken pipe");
      }
      out.write(oneByte);
      linesLeft -= linesLeft > 0 && oneByte == '\n' ? 1 : 0;
    }
  }
}
