package dev.convexairbyte.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@code bin/source-convex}, and {@code curl} for the same pages. */
final class SourceProgram {

  private final Path home;
  private final Path directory;

  SourceProgram(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  /**
   * What one run took.
   *
   * @param residentMegabytes the most that was in memory at once; 0 where the system does not say
   */
  record Run(double seconds, long residentMegabytes) {

    static Run best(Stream<Run> runs) {
      return runs.min((one, other) -> Double.compare(one.seconds(), other.seconds())).orElseThrow();
    }
  }

  Run spec() throws IOException, InterruptedException {
    return timed(builder("spec"), Redirect.DISCARD);
  }

  Run check(SourcePlayback server) throws IOException, InterruptedException {
    return timed(builder("check", "--config", config(server)), Redirect.DISCARD);
  }

  Run read(SourcePlayback server, String javaOptions, Redirect output, String... streams)
      throws IOException, InterruptedException {
    String catalog =
        Arrays.stream(streams)
            .map(
                stream ->
                    "{\"stream\":{\"name\":\"%s\",\"json_schema\":{},\"supported_sync_modes\":[\"incremental\"]},\"sync_mode\":\"incremental\",\"destination_sync_mode\":\"append_dedup\"}"
                        .formatted(stream))
            .collect(Collectors.joining(",", "{\"streams\":[", "]}"));
    Path catalogFile = Files.writeString(directory.resolve("catalog.json"), catalog);
    ProcessBuilder builder =
        builder("read", "--config", config(server), "--catalog", catalogFile.toString());
    builder.environment().put("JAVA_OPTS", javaOptions);
    return timed(builder, output);
  }

  /** Fetches what {@link #read} reads, on one connection, to nowhere. */
  Run curl(SourcePlayback server, int pages) throws IOException, InterruptedException {
    String requests =
        Stream.iterate(0, page -> page < pages, page -> page + 1)
            .map(
                page ->
                    "url=%s/api/list_snapshot\ndata=\"included \\\"cursor\\\":\\\"%d\\\"\"\noutput=/dev/null\nsilent\n"
                        .formatted(server.url(), page))
            .collect(Collectors.joining("next\n"));
    Path file = Files.writeString(directory.resolve("requests.curl"), requests);
    return timed(new ProcessBuilder("curl", "-K", file.toString()), Redirect.DISCARD);
  }

  private String config(SourcePlayback server) throws IOException {
    String config = "{\"deployment_url\":\"%s\",\"access_key\":\"a|b\"}".formatted(server.url());
    return Files.writeString(directory.resolve("config.json"), config).toString();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/source-convex").toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static Run timed(ProcessBuilder builder, Redirect output)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = builder.redirectOutput(output).redirectError(Redirect.INHERIT).start();
    long resident = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      resident = Math.max(resident, residentMegabytes(process));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(builder.command().get(0) + " ended with " + process.exitValue());
    }
    return new Run(seconds, resident);
  }

  private static long residentMegabytes(Process process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
