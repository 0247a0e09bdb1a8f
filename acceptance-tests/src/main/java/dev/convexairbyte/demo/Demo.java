package dev.convexairbyte.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.acceptance.Connection;
import dev.convexairbyte.acceptance.PipedSync;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.acceptance.TableComparison;
import dev.convexairbyte.stub.StubBackend;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Syncs deployment A into deployment B through both connectors, changes A, syncs again from the
 * saved state, and compares the two.
 */
public final class Demo {

  private static final long SEED = 20261120;

  private final Programs programs;
  private final Path folder;
  private final PrintStream out;
  private final Map<String, Long> nanosByTable = new LinkedHashMap<>();

  /**
   * @param folder takes the configs, the catalog and the state
   */
  Demo(Programs programs, Path folder, PrintStream out) {
    this.programs = programs;
    this.folder = folder;
    this.out = out;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0) {
      System.err.println("Usage: demo (it takes no arguments; see README.md, \"Sixty seconds\")");
      System.exit(args[0].equals("--help") ? 0 : 2);
    }
    Path folder = Files.createTempDirectory("convex-demo");
    // Also when the demo is stopped half way: nothing of it stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(folder)));
    boolean equal = new Demo(Programs.ofThisCheckout(), folder, System.out).run();
    System.exit(equal ? 0 : 1);
  }

  /** Whether B ended equal to A. */
  boolean run() throws IOException, InterruptedException {
    DemoData data = new DemoData(programs.home().resolve("demo/data"));
    try (StubBackend original = StubBackend.start();
        StubBackend copy = StubBackend.start()) {
      data.load(original);
      out.println("A, a Convex deployment with the demo data: " + original.url());
      out.println("B, an empty one:                           " + copy.url());
      Connection connection = Connection.between(original, copy, folder);
      connection.configureAll(discover(connection));
      if (!sync("First sync", connection)) {
        return false;
      }
      out.println("Changing A: " + data.change(original, new SplittableRandom(SEED)));
      if (!sync("Second sync, from the saved state", connection)) {
        return false;
      }
      return compare(data.tables(), original, copy);
    }
  }

  private JsonNode discover(Connection connection) throws IOException, InterruptedException {
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
    return catalog;
  }

  private boolean sync(String name, Connection connection)
      throws IOException, InterruptedException {
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

  private boolean compare(List<String> tables, StubBackend original, StubBackend copy) {
    List<TableComparison> comparisons =
        tables.stream().map(table -> TableComparison.of(table, original, copy)).toList();
    out.println();
    out.printf(
        Locale.ROOT,
        "%-12s %9s %9s  %-9s %8s%n",
        "table",
        "rows in A",
        "rows in B",
        "equal",
        "seconds");
    for (TableComparison comparison : comparisons) {
      out.printf(
          Locale.ROOT,
          "%-12s %,9d %,9d  %-9s %8.1f%n",
          comparison.table(),
          comparison.rowsInOriginal(),
          comparison.rowsInCopy(),
          comparison.equal() ? "equal" : "different",
          nanosByTable.getOrDefault(comparison.table(), 0L) / 1e9);
      comparison.differences().stream().limit(5).forEach(one -> out.println("  " + one));
    }
    return comparisons.stream().allMatch(TableComparison::equal);
  }

  private static void cleanUp(Path folder) {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
