package dev.convexairbyte.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One sync: {@code source read | destination write}, two processes joined by a pipe of the
 * operating system. What the destination prints are the acknowledged states.
 */
public final class PipedSync {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process source;
  private final Process destination;
  private final Map<JsonNode, JsonNode> states = new LinkedHashMap<>();
  private final Map<String, Long> lastStateAfterNanos = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private long recordsAcknowledged;

  private PipedSync(Process source, Process destination) {
    this.source = source;
    this.destination = destination;
  }

  /** Starts both processes; {@link #run} must follow. */
  public static PipedSync start(Connectors connectors, Connection connection) throws IOException {
    ProcessBuilder read =
        connectors.source(
            "read", "--config", connection.sourceConfig(), "--catalog", connection.catalog());
    if (Files.exists(connection.state())) {
      read.command().addAll(List.of("--state", connection.state().toString()));
    }
    ProcessBuilder write =
        connectors.destination(
            "write", "--config", connection.destinationConfig(), "--catalog", connection.catalog());
    List<Process> pipeline =
        ProcessBuilder.startPipeline(
            List.of(
                read.redirectError(ProcessBuilder.Redirect.INHERIT),
                write.redirectError(ProcessBuilder.Redirect.INHERIT)));
    return new PipedSync(pipeline.get(0), pipeline.get(1));
  }

  /**
   * Follows the sync to its end.
   *
   * @param onState told of every STATE as it is acknowledged
   */
  public void run(Consumer<PipedSync> onState) throws IOException, InterruptedException {
    long started = System.nanoTime();
    try (BufferedReader lines = destination.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode message = JSON.readTree(line);
        JsonNode problem = problem(message);
        if (problem != null) {
          problems.add(problem.asText());
        }
        if (message.path("type").asText().equals("STATE")) {
          JsonNode stream = message.path("state").path("stream").path("stream_descriptor");
          states.put(stream, message.path("state"));
          recordsAcknowledged +=
              message.path("state").path("destinationStats").path("recordCount").asLong();
          lastStateAfterNanos.put(stream.path("name").asText(), System.nanoTime() - started);
          onState.accept(this);
        }
      }
    }
    destination.waitFor();
    if (!source.waitFor(60, TimeUnit.SECONDS)) {
      source.destroyForcibly().waitFor();
    }
  }

  private static @Nullable JsonNode problem(JsonNode message) {
    JsonNode error = message.path("trace").path("error").path("message");
    return error.isTextual() ? error : null;
  }

  public Process source() {
    return source;
  }

  public Process destination() {
    return destination;
  }

  public boolean succeeded() {
    return source.exitValue() == 0 && destination.exitValue() == 0;
  }

  /** The last acknowledged state of every stream. */
  public List<JsonNode> states() {
    return List.copyOf(states.values());
  }

  /** How many records the destination's states vouch for. */
  public long recordsAcknowledged() {
    return recordsAcknowledged;
  }

  /** Stream name to nanoseconds from the start to its last acknowledged state. */
  public Map<String, Long> lastStateAfterNanos() {
    return lastStateAfterNanos;
  }

  /** The error sentences of the destination. */
  public List<String> problems() {
    return problems;
  }
}
