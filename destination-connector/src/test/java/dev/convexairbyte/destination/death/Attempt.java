package dev.convexairbyte.destination.death;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.runner.IntegrationRunner;
import dev.convexairbyte.client.Backoff;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.destination.DestinationConnector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** One run of the program: config and catalog in files, messages in, messages out. */
final class Attempt {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Backoff BACKOFF =
      new Backoff(
          Troubles.ATTEMPTS, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), Duration.ofHours(1));

  private final Path config;
  private final Path catalog;
  private final ModelClock clock;
  private final Killer killer;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private volatile boolean isOver;

  Attempt(Path files, ModelClock clock, Killer killer) {
    this.config = files.resolve("config.json");
    this.catalog = files.resolve("catalog.json");
    this.clock = clock;
    this.killer = killer;
  }

  /** Runs the connector to its end and answers the exit code. */
  int run(JsonNode settings, JsonNode streams, InputStream input, OutputStream output) {
    try {
      JSON.writeValue(config.toFile(), settings);
      JSON.writeValue(catalog.toFile(), streams);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Retries retries = new Retries(BACKOFF, new Random(1), this::sleep, clock::nanos);
    DestinationConnector connector = new DestinationConnector("0.0.0", retries, clock, this::sleep);
    try (PrintStream printed = new PrintStream(errors, true, StandardCharsets.UTF_8)) {
      return new IntegrationRunner(connector, input, output, printed, clock, Level.INFO)
          .run("write", "--config", config.toString(), "--catalog", catalog.toString());
    } finally {
      isOver = true;
      // A retry that was woken up for the end may have left its mark on this thread.
      Thread.interrupted();
    }
  }

  /** A thread that is left over would have ended with the process. */
  private void sleep(Duration duration) throws InterruptedException {
    if (isOver || killer.isDead()) {
      throw new InterruptedException("the process has ended");
    }
    clock.sleep(duration);
  }

  /** What the connector told people. */
  String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
