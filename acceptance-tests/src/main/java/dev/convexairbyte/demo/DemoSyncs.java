package dev.convexairbyte.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.acceptance.Connection;
import dev.convexairbyte.acceptance.PipedSync;
import dev.convexairbyte.acceptance.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The syncs of one connection, one after the other, each from the state of the last. */
final class DemoSyncs {

  private final Programs programs;
  private final Connection connection;
  private final PrintStream out;
  private final Map<String, Long> nanosByTable = new LinkedHashMap<>();

  DemoSyncs(Programs programs, Connection connection, PrintStream out) {
    this.programs = programs;
    this.connection = connection;
    this.out = out;
  }

  /** Configures all that the source discovers. */
  void chooseEveryStream() throws IOException, InterruptedException {
    Process discover =
        programs
            .source("discover", "--config", connection.sourceConfig())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    JsonNode catalog = null;
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines = discover.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode message = json.readTree(line);
        if (message.path("type").asText().equals("CATALOG")) {
          catalog = message;
        }
      }
    }
    if (discover.waitFor() != 0 || catalog == null) {
      throw new IllegalStateException("bin/source-convex discover gave no catalog");
    }
    connection.configureAll(catalog);
  }

  /** Whether it went well; says how it went. */
  boolean sync(String name) throws IOException, InterruptedException {
    long started = System.nanoTime();
    PipedSync sync = PipedSync.start(programs, connection);
    sync.run(state -> {});
    sync.problems().forEach(out::println);
    if (!sync.succeeded()) {
      out.println(name + " failed.");
      return false;
    }
    connection.saveState(sync.states());
    sync.lastStateAfterNanos()
        .forEach((table, nanos) -> nanosByTable.merge(table, nanos, Long::sum));
    out.printf(
        Locale.ROOT,
        "%s: %,d records in %.1f s%n",
        name,
        sync.recordsAcknowledged(),
        (System.nanoTime() - started) / 1e9);
    return true;
  }

  /** Until the last state of the table was acknowledged, all syncs together. */
  double secondsOf(String table) {
    return nanosByTable.getOrDefault(table, 0L) / 1e9;
  }
}
