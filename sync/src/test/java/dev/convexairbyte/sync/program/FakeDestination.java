package dev.convexairbyte.sync.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.sync.failure.Party;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A destination that keeps the lines that it is given and sends every STATE back with true counts,
 * as long as a test does not want it otherwise.
 */
public final class FakeDestination implements RunningProgram {

  private final PrintedLines output = new PrintedLines();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final ConnectorLog log =
      new ConnectorLog(Party.DESTINATION, Level.WARN, shown::add, shown::add);
  private Taker taker = new Echo();
  private UnaryOperator<ObjectNode> change = UnaryOperator.identity();
  private int linesUntilDeath = Integer.MAX_VALUE;
  private int linesUntilSilence = Integer.MAX_VALUE;
  private List<String> lastWords = List.of();
  private volatile int exitCode;
  private volatile boolean hasEnded;
  private boolean endsWithItsInput = true;

  /** What a destination does with its input. */
  public interface Taker {

    /** Acts on a message, and answers what is printed then; empty to die there. */
    Optional<List<ObjectNode>> take(ObjectNode message);

    /** The same at the end of the input. */
    Optional<List<ObjectNode>> end();
  }

  /** One that acts so. */
  public static FakeDestination of(Taker taker) {
    FakeDestination destination = new FakeDestination();
    destination.taker = taker;
    return destination;
  }

  /** Changes each message that it prints; null keeps it. */
  public FakeDestination changing(UnaryOperator<ObjectNode> change) {
    this.change = change;
    return this;
  }

  /** Ends after so many lines, in the middle of its input. */
  public FakeDestination dyingAfter(int lines, int exitCode) {
    this.linesUntilDeath = lines;
    this.exitCode = exitCode;
    return this;
  }

  /** Takes so many lines, and then nothing until it is told to end. */
  public FakeDestination takingOnly(int lines) {
    this.linesUntilSilence = lines;
    return this;
  }

  /** Ends so at the end of its input. */
  public FakeDestination endingWith(int exitCode) {
    this.exitCode = exitCode;
    return this;
  }

  /** Prints these lines before it ends, whatever the reason. */
  public FakeDestination saying(String... lines) {
    this.lastWords = List.of(lines);
    return this;
  }

  /** Does not end with its input. */
  public FakeDestination hangingAtTheEnd() {
    this.endsWithItsInput = false;
    return this;
  }

  /** What it was given. */
  public List<String> lines() {
    return lines;
  }

  /** What of its log was shown. */
  public List<String> shown() {
    return shown;
  }

  @Override
  public InputStream output() {
    return output.stream();
  }

  @Override
  public OutputStream input() {
    return new OutputStream() {
      private final ByteArrayOutputStream line = new ByteArrayOutputStream();

      @Override
      public void write(int oneByte) throws IOException {
        if (hasEnded) {
          throw new IOException("Broken pipe");
        }
        if (oneByte != '\n') {
          line.write(oneByte);
          return;
        }
        take(line.toString(UTF_8));
        line.reset();
      }

      @Override
      public void close() throws IOException {
        if (endsWithItsInput && !hasEnded) {
          print(taker.end());
          end();
        }
      }
    };
  }

  private void take(String line) throws IOException {
    lines.add(line);
    while (lines.size() > linesUntilSilence && !hasEnded) {
      Thread.onSpinWait();
    }
    if (hasEnded) {
      throw new IOException("Broken pipe");
    }
    if (lines.size() > linesUntilDeath) {
      end();
      throw new IOException("Broken pipe");
    }
    print(taker.take((ObjectNode) Json.mapper().readTree(line)));
  }

  private void print(Optional<List<ObjectNode>> messages) throws IOException {
    if (messages.isEmpty()) {
      exitCode = 1;
      end();
      return;
    }
    for (ObjectNode message : messages.get()) {
      ObjectNode changed = change.apply(message);
      if (changed != null) {
        output.print(Json.mapper().writeValueAsString(changed));
      }
    }
  }

  private synchronized void end() {
    if (!hasEnded) {
      hasEnded = true;
      lastWords.forEach(output::print);
      output.end();
    }
  }

  @Override
  public ConnectorLog log() {
    return log;
  }

  @Override
  public void terminate() {
    exitCode = 143;
    end();
  }

  @Override
  public void kill() {
    terminate();
  }

  @Override
  public OptionalInt await(Duration most) {
    return hasEnded ? OptionalInt.of(exitCode) : OptionalInt.empty();
  }

  /** Sends states back at once, with the number of records that came. */
  private static final class Echo implements Taker {

    private final Map<String, Integer> records = new HashMap<>();

    @Override
    public Optional<List<ObjectNode>> take(ObjectNode message) {
      JsonNode record = message.path("record");
      if (record.isObject()) {
        records.merge(name(record.path("namespace"), record.path("stream")), 1, Integer::sum);
      }
      if (!(message.path("state") instanceof ObjectNode state)) {
        return Optional.of(List.of());
      }
      state.putObject("destinationStats").put("recordCount", (double) covered(state));
      return Optional.of(List.of(message));
    }

    private int covered(ObjectNode state) {
      if (state.has("stream")) {
        JsonNode stream = state.path("stream").path("stream_descriptor");
        Integer count = records.remove(name(stream.path("namespace"), stream.path("name")));
        return count == null ? 0 : count;
      }
      int count = records.values().stream().mapToInt(Integer::intValue).sum();
      records.clear();
      return count;
    }

    private static String name(JsonNode namespace, JsonNode name) {
      return namespace.asText("") + "/" + name.asText();
    }

    @Override
    public Optional<List<ObjectNode>> end() {
      return Optional.of(List.of());
    }
  }
}
