package dev.convexairbyte.benchmarks;

import dev.convexairbyte.benchmarks.DestinationProgram.Target;
import dev.convexairbyte.benchmarks.SourceProgram.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * The destination's budgets, as ratios within one run, each the best of three. Arguments: the parts
 * to run (starts, speed, sustained, slow, memory, stub), none for all of them. For a quick look the
 * properties convexairbyte.runs and convexairbyte.percent (of all records) make less of it.
 */
public final class DestinationBudgets {

  private static final int LARGE_RECORD = 1_000_000;

  private final DestinationProgram program;
  private final Path directory;
  private final int runs;
  private final int percent;
  private final PrintStream out;

  private DestinationBudgets(
      DestinationProgram program, Path directory, int runs, int percent, PrintStream out) {
    this.program = program;
    this.directory = directory;
    this.runs = runs;
    this.percent = percent;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(System.getProperty("convexairbyte.home"));
    Path directory = Files.createTempDirectory("destination-budgets");
    DestinationProgram program = new DestinationProgram(home, directory);
    DestinationBudgets budgets =
        new DestinationBudgets(
            program,
            directory,
            Integer.getInteger("convexairbyte.runs", 3),
            Integer.getInteger("convexairbyte.percent", 100),
            System.out);
    List<String> parts =
        arguments.length == 0
            ? List.of("starts", "speed", "sustained", "slow", "memory", "stub")
            : Arrays.asList(arguments);
    for (String part : parts) {
      switch (part) {
        case "starts" -> budgets.starts();
        case "speed" -> {
          budgets.speed(200, 2_000_000);
          budgets.speed(1_000, 1_000_000);
          budgets.speed(10_000, 200_000);
        }
        case "sustained" -> budgets.speed(1_000, 5_000_000);
        case "slow" -> budgets.slow();
        case "memory" -> {
          budgets.memory(LARGE_RECORD, 2_000);
          budgets.memory(200, 10_000_000);
        }
        case "stub" -> budgets.stub(200_000);
        default -> throw new IllegalArgumentException("There is no part " + part);
      }
    }
  }

  private void starts() throws IOException, InterruptedException {
    try (DestinationSink sink = DestinationSink.atOnce()) {
      out.printf("spec   %s%n", best(() -> program.spec()));
      out.printf("check  %s%n", best(() -> program.check(sink)));
    }
  }

  private void speed(int recordBytes, int most) throws IOException, InterruptedException {
    int records = share(most);
    Path input = DestinationRecords.file(directory, recordBytes, records, 0);
    for (boolean isKeyed : new boolean[] {false, true}) {
      DestinationBodies bodies = DestinationBodies.of(program, directory, recordBytes, isKeyed);
      try (DestinationSink sink = DestinationSink.atOnce()) {
        program.write(Target.of(sink, isKeyed, 1), input, "");
        int requests = sink.imports();
        out.printf(
            "%s %,d records of %,d B, %d requests, %,.0f MB%n",
            isKeyed ? "dedup " : "append", records, recordBytes, requests, sink.bytes() / 1e6);
        for (int concurrency : new int[] {1, 4}) {
          ratios(Target.of(sink, isKeyed, concurrency), input, bodies, requests);
        }
      }
    }
    Files.delete(input);
  }

  private void ratios(Target target, Path input, DestinationBodies bodies, int requests)
      throws IOException, InterruptedException {
    Run write = best(() -> program.write(target, input, ""));
    Run start = best(() -> program.write(target, DestinationProgram.NOTHING, ""));
    out.printf("  concurrency %d: write %s%n", target.concurrency(), write);
    against(
        "posts",
        new Started(write, start),
        new Started(
            best(() -> program.posts(target, bodies.directory(), requests)),
            best(() -> program.posts(target, bodies.directory(), 0))));
    against(
        "the least that a destination does",
        new Started(write, start),
        new Started(
            best(() -> program.floor(target, input)),
            best(() -> program.floor(target, DestinationProgram.NOTHING))));
    if (target.concurrency() == 1) {
      Run curl =
          best(() -> program.curl(target.url(), bodies.directory(), bodies.count(), requests));
      out.printf("    curl %s; ratio %.2f%n", curl, write.seconds() / curl.seconds());
    }
  }

  /** A run, and one that had nothing to do. */
  private record Started(Run run, Run start) {

    double seconds() {
      return run.seconds() - start.seconds();
    }

    double cpuSeconds() {
      return run.cpuSeconds() - start.cpuSeconds();
    }
  }

  private void against(String what, Started write, Started other) {
    out.printf(
        "    %s %s; ratio %.2f, CPU %.2f; without the starts of %.2f s and %.2f s %.2f, CPU %.2f%n",
        what,
        other.run(),
        write.run().seconds() / other.run().seconds(),
        write.run().cpuSeconds() / other.run().cpuSeconds(),
        write.start().seconds(),
        other.start().seconds(),
        write.seconds() / other.seconds(),
        write.cpuSeconds() / other.cpuSeconds());
  }

  /** A deployment that takes 200 ms for a request. */
  private void slow() throws IOException, InterruptedException {
    Duration latency = Duration.ofMillis(200);
    Path input = DestinationRecords.file(directory, 1_000, share(100_000), 0);
    for (int concurrency : new int[] {1, 4, 8}) {
      for (boolean isKeyed : new boolean[] {false, true}) {
        try (DestinationSink sink = DestinationSink.after(latency)) {
          Run write = program.write(Target.of(sink, isKeyed, concurrency), input, "");
          out.printf(
              "slow   200 ms a request, %s, concurrency %d: %s; %d requests, one after the other %.1f s%n",
              isKeyed ? "dedup" : "append",
              concurrency,
              write,
              sink.imports(),
              sink.imports() * latency.toMillis() / 1e3);
        }
      }
    }
    Files.delete(input);
  }

  private void memory(int recordBytes, int most) throws IOException, InterruptedException {
    int records = share(most);
    Path input = DestinationRecords.file(directory, recordBytes, records, 0);
    for (boolean isKeyed : new boolean[] {false, true}) {
      try (DestinationSink sink = DestinationSink.atOnce()) {
        Run write = program.write(Target.of(sink, isKeyed, 4), input, "-Xmx128m");
        out.printf(
            "memory %s, %,d records of %,d B under -Xmx128m: %s%n",
            isKeyed ? "dedup" : "append", records, recordBytes, write);
      }
    }
    Files.delete(input);
  }

  private void stub(int records) throws IOException, InterruptedException, ExecutionException {
    new DestinationAgainstStub(program, directory, share(records), out).run();
  }

  private int share(int records) {
    return records / 100 * percent;
  }

  private Run best(Measured measured) throws IOException, InterruptedException {
    Run best = measured.run();
    for (int run = 1; run < runs; run++) {
      Run next = measured.run();
      best = next.seconds() < best.seconds() ? next : best;
    }
    return best;
  }

  @FunctionalInterface
  private interface Measured {
    Run run() throws IOException, InterruptedException;
  }
}
