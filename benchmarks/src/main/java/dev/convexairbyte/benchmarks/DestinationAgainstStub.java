package dev.convexairbyte.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.benchmarks.DestinationProgram.Target;
import dev.convexairbyte.benchmarks.SourceProgram.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * Writes to the stub, a process of its own in memory that has been warmed up, beside a plain client
 * that sends it the same bodies: append, new rows of a key, the same rows again.
 */
final class DestinationAgainstStub {

  private static final int WARM_UP_BODIES = 60;

  private final DestinationProgram program;
  private final Path directory;
  private final int records;
  private final PrintStream out;

  DestinationAgainstStub(DestinationProgram program, Path directory, int records, PrintStream out) {
    this.program = program;
    this.directory = directory;
    this.records = records;
    this.out = out;
  }

  @FunctionalInterface
  private interface Work {
    Run run(Target target) throws IOException, InterruptedException;
  }

  void run() throws IOException, InterruptedException, ExecutionException {
    for (int recordBytes : new int[] {200, 1_000}) {
      Path first = DestinationRecords.file(directory, recordBytes, records, 0);
      Path second = DestinationRecords.file(directory, recordBytes, records, 1);
      out.printf("stub   %,d records of %,d B%n", records, recordBytes);
      writes(first, second);
      posts(first, second);
      Files.delete(first);
      Files.delete(second);
    }
  }

  private void writes(Path first, Path second)
      throws IOException, InterruptedException, ExecutionException {
    try (Stub stub = Stub.start(program)) {
      Target append = stub.target(false);
      Run start = program.write(append, DestinationProgram.NOTHING, "");
      print("write, append", stub, start, append, target -> program.write(target, first, ""));
    }
    try (Stub stub = Stub.start(program)) {
      Target dedup = stub.target(true);
      Run start = program.write(dedup, DestinationProgram.NOTHING, "");
      print("write, dedup insert", stub, start, dedup, target -> program.write(target, first, ""));
      print("write, dedup update", stub, start, dedup, target -> program.write(target, second, ""));
    }
  }

  private void posts(Path first, Path second)
      throws IOException, InterruptedException, ExecutionException {
    DestinationBodies appends = DestinationBodies.of(program, directory, first, false);
    DestinationBodies inserts = DestinationBodies.of(program, directory, first, true);
    DestinationBodies updates = DestinationBodies.of(program, directory, second, true);
    try (Stub stub = Stub.start(program)) {
      print("posts, append", stub, appends, stub.target(false));
    }
    try (Stub stub = Stub.start(program)) {
      stub.index(DestinationRecords.STREAM, "source_id");
      print("posts, dedup insert", stub, inserts, stub.target(true));
      print("posts, dedup update", stub, updates, stub.target(true));
    }
  }

  private void print(String what, Stub stub, DestinationBodies bodies, Target target)
      throws IOException, InterruptedException {
    Run start = program.posts(target, bodies.directory(), 0);
    print(
        what,
        stub,
        start,
        target,
        running -> program.posts(running, bodies.directory(), bodies.count()));
  }

  private void print(String what, Stub stub, Run start, Target target, Work work)
      throws IOException, InterruptedException {
    Duration before = stub.cpu();
    Run run = work.run(target);
    double stubSeconds = stub.cpu().minus(before).toNanos() / 1e9;
    out.printf(
        "  %-20s %,8.0f records/s: %s, of it the start %.2f s; CPU of the stub %.2f s, %.0f %% of both%n",
        what,
        records / (run.seconds() - start.seconds()),
        run,
        start.seconds(),
        stubSeconds,
        100 * stubSeconds / (stubSeconds + run.cpuSeconds()));
  }

  /** A stub that has imported something already. */
  private record Stub(Process process, String url, String key) implements AutoCloseable {

    static Stub start(DestinationProgram program)
        throws IOException, InterruptedException, ExecutionException {
      Process process = program.stub();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      JsonNode place = new ObjectMapper().readTree(output.readLine());
      Stub stub = new Stub(process, place.path("url").asText(), place.path("adminKey").asText());
      stub.warmUp();
      return stub;
    }

    /** A key goes one request at a time whatever the concurrency, as the destination has it. */
    Target target(boolean isKeyed) {
      return new Target(url, key, isKeyed, isKeyed ? 1 : 4);
    }

    Duration cpu() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    void index(String table, String field) throws IOException {
      String indexes = "{\"indexes\":{\"%s\":[[\"%s\"]]}}".formatted(table, field);
      try (DestinationPosts posts = new DestinationPosts(url, key, 1)) {
        posts.send("PUT", "add_primary_key_indexes", indexes.getBytes(StandardCharsets.UTF_8));
      }
    }

    private void warmUp() throws IOException, InterruptedException, ExecutionException {
      ImportBodies bodies = new ImportBodies(500, 1_000);
      try (DestinationPosts posts = new DestinationPosts(url, key, 1)) {
        posts.imports(bodies.append(WARM_UP_BODIES), WARM_UP_BODIES);
        posts.send(
            "PUT", "clear_tables", "{\"tableNames\":[\"t\"]}".getBytes(StandardCharsets.UTF_8));
        index("t", "id");
        posts.imports(bodies.dedup(WARM_UP_BODIES, 0), WARM_UP_BODIES);
        posts.imports(bodies.dedup(WARM_UP_BODIES, 1), WARM_UP_BODIES);
      }
    }

    @Override
    public void close() throws IOException {
      process.destroy();
      process.inputReader(StandardCharsets.UTF_8).close();
    }
  }
}
