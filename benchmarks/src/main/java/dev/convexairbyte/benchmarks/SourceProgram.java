package dev.convexairbyte.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs {@code bin/source-convex}, and {@code curl} for the same pages. */
final class SourceProgram {

  private final Path home;
  private final Path directory;

  SourceProgram(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  /**
   * What one run took. What a process used is seen while it lives, so the last milliseconds lack.
   *
   * @param cpuSeconds of all its threads; tells more than the seconds where others use the machine
   * @param residentMegabytes the most that was in memory at once; 0 where the system does not say
   */
  record Run(double seconds, double cpuSeconds, long residentMegabytes) {

    @Override
    public String toString() {
      return "%.2f s (CPU %.2f s, %d MB resident)"
          .formatted(seconds, cpuSeconds, residentMegabytes);
    }
  }

  Run spec() throws IOException, InterruptedException {
    return measured(program("spec").redirectOutput(Redirect.DISCARD), 0);
  }

  Run check(SourcePlayback server) throws IOException, InterruptedException {
    ProcessBuilder check = program("check", "--config", config(server));
    return measured(check.redirectOutput(Redirect.DISCARD), 0);
  }

  Run discover(SourcePlayback server) throws IOException, InterruptedException {
    ProcessBuilder discover = program("discover", "--config", config(server));
    return measured(discover.redirectOutput(Redirect.DISCARD), 0);
  }

  Run read(SourcePlayback server, String javaOptions, String... streams)
      throws IOException, InterruptedException {
    ProcessBuilder read = reading(server, streams);
    read.environment().put("JAVA_OPTS", javaOptions);
    return measured(read.redirectOutput(Redirect.DISCARD), 0);
  }

  /** Into a pipe from which no more than so many megabytes a second are read. */
  Run readSlowly(SourcePlayback server, int megabytesASecond, String stream)
      throws IOException, InterruptedException {
    return measured(reading(server, stream), megabytesASecond);
  }

  /** Fetches what is read there, on one connection, to nowhere. */
  Run curl(SourcePlayback server, int pages) throws IOException, InterruptedException {
    String requests =
        IntStream.range(0, pages)
            .mapToObj(
                page ->
                    "url=%s/api/list_snapshot\ndata=\"included \\\"cursor\\\":\\\"%d\\\"\"\noutput=/dev/null\nsilent\n"
                        .formatted(server.url(), page))
            .collect(Collectors.joining("next\n"));
    Path file = Files.writeString(directory.resolve("requests.curl"), requests);
    ProcessBuilder curl = new ProcessBuilder("curl", "-K", file.toString());
    return measured(curl.redirectOutput(Redirect.DISCARD), 0);
  }

  /** A catalog that reads these tables incrementally. */
  static String catalog(String... streams) {
    return Arrays.stream(streams)
        .map(
            stream ->
                "{\"stream\":{\"name\":\"%s\",\"json_schema\":{},\"supported_sync_modes\":[\"incremental\"]},\"sync_mode\":\"incremental\",\"destination_sync_mode\":\"append_dedup\"}"
                    .formatted(stream))
        .collect(Collectors.joining(",", "{\"streams\":[", "]}"));
  }

  private ProcessBuilder reading(SourcePlayback server, String... streams) throws IOException {
    Path catalog = Files.writeString(directory.resolve("catalog.json"), catalog(streams));
    return program("read", "--config", config(server), "--catalog", catalog.toString());
  }

  private String config(SourcePlayback server) throws IOException {
    String config = "{\"deployment_url\":\"%s\",\"access_key\":\"a|b\"}".formatted(server.url());
    return Files.writeString(directory.resolve("config.json"), config).toString();
  }

  private ProcessBuilder program(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/source-convex").toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  static Run measured(ProcessBuilder builder, int megabytesASecond)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = builder.redirectError(Redirect.INHERIT).start();
    if (megabytesASecond > 0) {
      Thread reader = new Thread(() -> drain(process.getInputStream(), megabytesASecond), "reader");
      reader.start();
    }
    long resident = 0;
    Duration cpu = Duration.ZERO;
    while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
      resident = Math.max(resident, residentMegabytes(process));
      cpu = process.info().totalCpuDuration().orElse(cpu);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          builder.command().get(0) + " ended with " + process.exitValue());
    }
    return new Run(seconds, cpu.toNanos() / 1e9, resident);
  }

  private static void drain(InputStream output, int megabytesASecond) {
    byte[] piece = new byte[megabytesASecond * 10_000];
    try {
      while (output.readNBytes(piece, 0, piece.length) == piece.length) {
        Thread.sleep(10);
      }
    } catch (IOException e) {
      // The process has ended, and its exit code says how.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long residentMegabytes(Process process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/status"))
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
