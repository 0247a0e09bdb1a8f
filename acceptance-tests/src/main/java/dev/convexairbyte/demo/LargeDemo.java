package dev.convexairbyte.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.Connection;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.acceptance.TableComparison;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.values.Identifiers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The demo with many tables in several components and with writes that go on while the first sync
 * runs.
 */
final class LargeDemo {

  private static final int UNEQUAL_TABLES_SHOWN = 5;

  private final Size size;
  private final Programs programs;
  private final Path folder;
  private final PrintStream out;

  /**
   * How much there is.
   *
   * @param documents of all tables together, before the writes
   */
  record Size(int tables, int documents) {

    private static final Size STANDARD = new Size(200, 100_000);

    /** Reads {@code --large [TABLES DOCUMENTS]}; null for anything else. */
    static @Nullable Size parse(String... arguments) {
      if (arguments.length == 1 && arguments[0].equals("--large")) {
        return STANDARD;
      }
      if (arguments.length != 3 || !arguments[0].equals("--large")) {
        return null;
      }
      try {
        Size size = new Size(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        return size.tables() > 0 && size.documents() >= size.tables() ? size : null;
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }

  /**
   * @param folder takes the configs, the catalog and the state
   */
  LargeDemo(Size size, Programs programs, Path folder, PrintStream out) {
    this.size = size;
    this.programs = programs;
    this.folder = folder;
    this.out = out;
  }

  /** Whether B ended equal to A. */
  boolean run() throws IOException, InterruptedException {
    LargeData data = new LargeData(size);
    try (StubBackend original = StubBackend.start();
        StubBackend copy = StubBackend.start()) {
      data.load(original);
      out.printf(
          Locale.ROOT,
          "A: %,d documents in %,d tables of %d components: %s%n",
          size.documents(),
          size.tables(),
          data.components(),
          original.url());
      out.println("B, an empty deployment: " + copy.url());
      DemoSyncs syncs = new DemoSyncs(programs, Connection.between(original, copy, folder), out);
      syncs.chooseEveryStream();
      SteadyWrites writes = SteadyWrites.start(data, original);
      boolean first;
      try {
        first = syncs.sync("First sync, while documents change");
      } finally {
        out.println("Changed in A meanwhile: " + writes.stop());
      }
      return first
          && syncs.sync("Second sync, from the saved state")
          && compare(data, original, copy);
    }
  }

  private boolean compare(LargeData data, StubBackend original, StubBackend copy) {
    Map<TablePath, List<ObjectNode>> originals = DeploymentDocuments.of(original, data.tables());
    List<TableComparison> unequal = new ArrayList<>();
    long inOriginal = 0;
    long inCopy = 0;
    for (TablePath table : data.tables()) {
      TableComparison comparison =
          TableComparison.of(
              table.table(),
              originals.getOrDefault(table, List.of()),
              copy.documents(nameInCopy(table)));
      inOriginal += comparison.rowsInOriginal();
      inCopy += comparison.rowsInCopy();
      if (!comparison.equal()) {
        unequal.add(comparison);
      }
    }
    out.println();
    String line = "%-14s %9s %9s%n";
    out.printf(line, "", "A", "B");
    out.printf(line, "tables", count(size.tables()), count(copy.tables().size()));
    out.printf(line, "documents", count(inOriginal), count(inCopy));
    out.printf(line, "equal tables", "", count(size.tables() - unequal.size()));
    for (TableComparison comparison : unequal.stream().limit(UNEQUAL_TABLES_SHOWN).toList()) {
      out.println("different: " + comparison.table());
      comparison.differences().stream().limit(5).forEach(one -> out.println("  " + one));
    }
    return unequal.isEmpty() && copy.tables().size() == size.tables();
  }

  /** As the destination names it: {@code namespace_stream}. */
  private static String nameInCopy(TablePath table) {
    return table.component().isEmpty()
        ? table.table()
        : Identifiers.tableName(table.component() + "_" + table.table());
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
