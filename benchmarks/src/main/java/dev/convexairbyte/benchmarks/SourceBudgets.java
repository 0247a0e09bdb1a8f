package dev.convexairbyte.benchmarks;

import dev.convexairbyte.benchmarks.SourcePlayback.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The source's budgets, as ratios within one run, each the best of three. */
final class SourceBudgets {

  private static final int RUNS = 3;
  private static final int LARGE_DOCUMENT = 500_000;
  private static final double BUDGET = 1.5;

  /** 12 and 125 MB/s are 100 Mbit/s and 1 Gbit/s. */
  private static final int[] RATES = {12, 125, 200, 250, 300, 350, 400, 500, 600, 800, 1_000};

  private static final long LINK_SECONDS = 10;

  private final SourceProgram program;
  private final PrintStream out;

  private SourceBudgets(SourceProgram program, PrintStream out) {
    this.program = program;
    this.out = out;
  }

  /** All that is measured, or only what the arguments name. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("convexairbyte.home"));
    Path directory = Files.createTempDirectory("source-budgets");
    SourceBudgets budgets = new SourceBudgets(new SourceProgram(home, directory), System.out);
    Map<String, Section> sections = budgets.sections();
    List<String> chosen =
        arguments.length == 0 ? List.copyOf(sections.keySet()) : List.of(arguments);
    for (String name : chosen) {
      Section section = sections.get(name);
      if (section == null) {
        throw new IllegalArgumentException("There are " + sections.keySet());
      }
      section.run();
    }
  }

  private Map<String, Section> sections() {
    Map<String, Section> sections = new LinkedHashMap<>();
    sections.put("starts", this::starts);
    sections.put("speed", this::speed);
    sections.put("sustained", this::sustained);
    sections.put("links", this::links);
    sections.put("linearity", this::linearity);
    sections.put("memory", this::memory);
    sections.put("overlap", this::overlap);
    sections.put("deltas", this::deltaRequests);
    return sections;
  }

  private void starts() throws IOException, InterruptedException {
    List<String> tables = IntStream.range(0, 5_000).mapToObj(table -> "table" + table).toList();
    try (SourcePlayback server = snapshot(200, 0);
        SourcePlayback many = new SourcePlayback(Plan.ofTables(tables))) {
      program.spec();
      out.printf("spec     %s%n", best(() -> program.spec()));
      out.printf("check    %s%n", best(() -> program.check(server)));
      out.printf("discover %,d tables: %s%n", tables.size(), best(() -> program.discover(many)));
      out.printf("read     nothing: %s%n", best(() -> read(server, "")));
    }
  }

  private void speed() throws IOException, InterruptedException {
    speed(200, 2_000);
    speed(1_000, 1_000);
    speed(10_000, 200);
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

  /** What a gigabyte more costs either program, so that the start drops out. */
  private void sustained() throws IOException, InterruptedException {
    int few = 1_000;
    int many = 8_000;
    try (SourcePlayback small = snapshot(1_000, few);
        SourcePlayback large = snapshot(1_000, many)) {
      SourceProgram.Run curlFew = best(() -> program.curl(small, few));
      SourceProgram.Run curlMany = best(() -> program.curl(large, many));
      SourceProgram.Run readFew = best(() -> read(small, ""));
      SourceProgram.Run readMany = best(() -> read(large, ""));
      double gigabytes = gigabytes(many) - gigabytes(few);
      double curlSeconds = (curlMany.seconds() - curlFew.seconds()) / gigabytes;
      double readSeconds = (readMany.seconds() - readFew.seconds()) / gigabytes;
      double readCpu = (readMany.cpuSeconds() - readFew.cpuSeconds()) / gigabytes;
      out.printf(
          "long   %.1f GB of 1,000 B: %s; curl %s; ratio %.2f%n",
          gigabytes(many), readMany, curlMany, readMany.seconds() / curlMany.seconds());
      out.printf(
          "long   a GB more: %.2f s (CPU %.2f s), %.0f MB/s; curl %.2f s; ratio %.2f%n",
          readSeconds, readCpu, 1_000 / readSeconds, curlSeconds, readSeconds / curlSeconds);
    }
  }

  private static double gigabytes(int pages) throws IOException {
    return SourcePages.ofSnapshot(1_000).length("") * (double) pages / 1e9;
  }

  /** Links of so many megabytes a second, for ten seconds each: how far does the budget reach? */
  private void links() throws IOException, InterruptedException {
    SourcePages pages = SourcePages.ofSnapshot(1_000);
    int within = 0;
    double ratio = 0;
    for (int rate : RATES) {
      int count = (int) (rate * LINK_SECONDS * 1_000_000 / pages.length(""));
      Plan plan = Plan.ofSnapshot(pages, count).at(rate * 1_000_000L);
      try (SourcePlayback server = new SourcePlayback(plan)) {
        SourceProgram.Run curl = program.curl(server, count);
        SourceProgram.Run read = read(server, "");
        ratio = read.seconds() / curl.seconds();
        within = ratio <= BUDGET ? rate : within;
        out.printf("link   %d MB/s: %s; curl %s; ratio %.2f%n", rate, read, curl, ratio);
      }
      if (ratio > BUDGET) {
        break;
      }
    }
    out.printf("link   within %.1f x of curl up to %d MB/s%n", BUDGET, within);
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
              Duration.ZERO,
              0);
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
  private interface Section {
    void run() throws IOException, InterruptedException;
  }

  @FunctionalInterface
  private interface Measured {
    SourceProgram.Run run() throws IOException, InterruptedException;
  }
}
