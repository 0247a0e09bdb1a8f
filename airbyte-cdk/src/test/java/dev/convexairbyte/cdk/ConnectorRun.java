package dev.convexairbyte.cdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** One run of a connector within the test, on a clock that stands still. */
public record ConnectorRun(int exitCode, String stdout, String stderr) {

  public static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_760_000_000_123L), ZoneOffset.UTC);

  public static ConnectorRun of(Connector connector, String... arguments) {
    return ofInput(connector, "", arguments);
  }

  public static ConnectorRun ofInput(Connector connector, String input, String... arguments) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    return on(connector, input, stdout, arguments);
  }

  /** On an output of the test's own, whose text is then not in the result. */
  public static ConnectorRun on(
      Connector connector, String input, OutputStream stdout, String... arguments) {
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    IntegrationRunner runner =
        new IntegrationRunner(
            connector,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            stdout,
            new PrintStream(stderr, true, UTF_8),
            CLOCK,
            Level.TRACE);
    int exitCode = runner.run(arguments);
    String printed = stdout instanceof ByteArrayOutputStream bytes ? bytes.toString(UTF_8) : "";
    return new ConnectorRun(exitCode, printed, stderr.toString(UTF_8));
  }

  public List<JsonNode> messages() {
    return stdout.lines().map(ConnectorRun::parse).toList();
  }

  /** The payloads of the messages of this type. */
  public List<JsonNode> payloads(String type, String key) {
    return messages().stream()
        .filter(message -> message.path("type").asText().equals(type))
        .map(message -> message.path(key))
        .toList();
  }

  /** The errors that were traced; more than one is a fault. */
  public List<JsonNode> errors() {
    return payloads("TRACE", "trace").stream().map(trace -> trace.path("error")).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return Json.mapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + line, e);
    }
  }
}
