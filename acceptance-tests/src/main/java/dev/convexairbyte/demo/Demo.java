package dev.convexairbyte.demo;

import dev.convexairbyte.acceptance.Connection;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.acceptance.TableComparison;
import dev.convexairbyte.stub.StubBackend;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  /**
   * @param folder takes the configs, the catalog and the state
   */
  Demo(Programs programs, Path folder, PrintStream out) {
    this.programs = programs;
    this.folder = folder;
    this.out = out;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    LargeDemo.Size size = LargeDemo.Size.parse(args);
    if (args.length > 0 && size == null) {
      System.err.println(
          "Usage: demo [--large [TABLES DOCUMENTS]] (see README.md, \"Sixty seconds\")");
      System.exit(args[0].equals("--help") ? 0 : 2);
    }
    Path folder = Files.createTempDirectory("convex-demo");
    // Also when the demo is stopped half way: nothing of it stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(folder)));
    Programs programs = Programs.ofThisCheckout();
    boolean equal =
        size == null
            ? new Demo(programs, folder, System.out).run()
            : new LargeDemo(size, programs, folder, System.out).run();
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
      DemoSyncs syncs = new DemoSyncs(programs, Connection.between(original, copy, folder), out);
      syncs.chooseEveryStream();
      if (!syncs.sync("First sync")) {
        return false;
      }
      out.println("Changing A: " + data.change(original, new SplittableRandom(SEED)));
      if (!syncs.sync("Second sync, from the saved state")) {
        return false;
      }
      return compare(data.tables(), syncs, original, copy);
    }
  }

  private boolean compare(
      List<String> tables, DemoSyncs syncs, StubBackend original, StubBackend copy) {
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
          syncs.secondsOf(comparison.table()));
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
