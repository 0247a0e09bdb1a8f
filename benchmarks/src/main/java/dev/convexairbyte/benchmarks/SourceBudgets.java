package dev.convexairbyte.benchmarks;

import dev.convexairbyte.benchmarks.SourcePlayback.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The source's budgets, as ratios within one run, each the best of three. */
final class SourceBudgets {

  private static final int RUNS = 3;
  private static final int LARGE_DOCUMENT = 500_000;

  private final SourceProgram program;
  private final PrintStream out;

  private SourceBudgets(SourceProgram program, PrintStream out) {
    this.program = program;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("convexairbyte.home"));
    Path directory = Files.createTempDirectory("source-budgets");
    SourceBudgets budgets = new SourceBudgets(new SourceProgram(home, directory), System.out);
    budgets.starts();
    budgets.speed(200, 2_000);
    budgets.speed(1_000, 1_000);
    budgets.speed(10_000, 200);
    budgets.paced();
    budgets.linearity();
    budgets.memory();
    budgets.overlap();
    budgets.deltaRequests();
  }

  private void starts() throws IOException, InterruptedException {
    try (SourcePlayback server = snapshot(200, 0)) {
      out.printf("spec   %s%n", best(() -> program.spec()));
      out.printf("check  %s%n", best(() -> program.check(server)));
    }
  }

  private void speed(int documentBytes, int pages) throws IOException, InterruptedException {
    try (SourcePlayback server = snapshot(documentBytes, pages);
        SourcePlayback empty = snapshot(documentBytes, 0)) {
      SourceProgram.Run curl = best(() -> program.curl(server, pages));
      SourceProgram.Run read = best(() -> read(server, ""));
      SourceProgram.Run start = best(() -> read(empty, ""));
      out.printf(
          "read   %,d documents of %,d B: %s; curl %s; ratio %.2f, without the start of %.2f s %.2f; CPU ratio %.2f%n",
          pages * SourcePages.SNAPSHOT_ROWS,
          documentBytes,
          read,
          curl,
          read.seconds() / curl.seconds(),
          start.seconds(),
          (read.seconds() - start.seconds()) / curl.seconds(),
          read.cpuSeconds() / curl.cpuSeconds());
    }
  }

  /** A deployment that sends 100 MB a second, as a network of 1 Gbit/s carries. */
  private void paced() throws IOException, InterruptedException {
    int pages = 1_000;
    Plan plan = Plan.ofSnapshot(SourcePages.ofSnapshot(1_000), pages).after(Duration.ofMillis(10));
    try (SourcePlayback server = new SourcePlayback(plan)) {
      SourceProgram.Run curl = best(() -> program.curl(server, pages));
      SourceProgram.Run read = best(() -> read(server, ""));
      out.printf(
          "paced  10 ms before each page of 1 MB: %s; curl %s; ratio %.2f%n",
          read, curl, read.seconds() / curl.seconds());
    }
  }

  private void linearity() throws IOException, InterruptedException {
    try (SourcePlayback empty = snapshot(1_000, 0)) {
      SourceProgram.Run start = best(() -> read(empty, ""));
      for (int pages : new int[] {250, 1_000, 4_000}) {
        try (SourcePlayback server = snapshot(1_000, pages)) {
          SourceProgram.Run read = best(() -> read(server, ""));
          double rows = (double) pages * SourcePages.SNAPSHOT_ROWS;
          out.printf(
              "rows   %,.0f: %s; %.2f us a row without the start, %.2f us of CPU%n",
              rows,
              read,
              (read.seconds() - start.seconds()) / rows * 1e6,
              (read.cpuSeconds() - start.cpuSeconds()) / rows * 1e6);
        }
      }
    }
  }

  private void memory() throws IOException, InterruptedException {
    try (SourcePlayback server = snapshot(LARGE_DOCUMENT, 3)) {
      out.printf(
          "memory 3 pages of 1,024 documents of %,d B under -Xmx128m: %s%n",
          LARGE_DOCUMENT, best(() -> read(server, "-Xmx128m")));
    }
  }

  /** A deployment that thinks before each page, and a reader that is as slow. */
  private void overlap() throws IOException, InterruptedException {
    int pages = 20;
    Duration latency = Duration.ofMillis(200);
    Plan plan = Plan.ofSnapshot(SourcePages.ofSnapshot(1_000), pages).after(latency);
    try (SourcePlayback server = new SourcePlayback(plan)) {
      SourceProgram.Run fastReader = best(() -> read(server, ""));
      SourceProgram.Run slowReader = best(() -> program.readSlowly(server, 6, SourcePages.TABLE));
      out.printf(
          "slow   server %s; server and reader %s; ratio %.2f, 2 would be one after the other%n",
          fastReader, slowReader, slowReader.seconds() / fastReader.seconds());
    }
  }

  private void deltaRequests() throws IOException, InterruptedException {
    for (int streams : new int[] {1, 10, 100}) {
      String[] tables =
          IntStream.range(0, streams).mapToObj(table -> "t" + table).toArray(String[]::new);
      Plan plan =
          new Plan(
              List.of(tables),
              SourcePages.ofSnapshot(200),
              0,
              SourcePages.ofLog(200, tables),
              50,
              Duration.ZERO);
      try (SourcePlayback server = new SourcePlayback(plan)) {
        program.read(server, "", tables);
        out.printf("deltas %d streams, 50 pages: %d requests%n", streams, server.deltaRequests());
      }
    }
  }

  private SourceProgram.Run read(SourcePlayback server, String javaOptions)
      throws IOException, InterruptedException {
    return program.read(server, javaOptions, SourcePages.TABLE);
  }

  private static SourcePlayback snapshot(int documentBytes, int pages) throws IOException {
    return new SourcePlayback(Plan.ofSnapshot(SourcePages.ofSnapshot(documentBytes), pages));
  }

  private static SourceProgram.Run best(Measured measured)
      throws IOException, InterruptedException {
    SourceProgram.Run best = measured.run();
    for (int run = 1; run < RUNS; run++) {
      SourceProgram.Run next = measured.run();
      best = next.seconds() < best.seconds() ? next : best;
    }
    return best;
  }

  @FunctionalInterface
  private interface Measured {
    SourceProgram.Run run() throws IOException, InterruptedException;
  }
}
