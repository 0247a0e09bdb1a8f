package dev.convexairbyte.benchmarks;

import dev.convexairbyte.benchmarks.SourceProgram.Run;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs {@code bin/destination-convex}, and plain clients that send what it sends. */
final class DestinationProgram {

  /** No records: what is left is the start. */
  static final Path NOTHING = Path.of("/dev/null");

  /** {@code batch_bytes}, of which streams with a key take half. */
  private static final int LARGEST_BODY = 3_670_016;

  private final Path home;
  private final Path directory;

  DestinationProgram(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  /**
   * Where to write to, and how.
   *
   * @param isKeyed with a key, or append
   */
  record Target(String url, String key, boolean isKeyed, int concurrency) {

    static Target of(DestinationSink sink, boolean isKeyed, int concurrency) {
      return new Target(sink.url(), "a|b", isKeyed, concurrency);
    }
  }

  Run spec() throws IOException, InterruptedException {
    return SourceProgram.measured(program("spec").redirectOutput(Redirect.DISCARD), 0);
  }

  Run check(DestinationSink sink) throws IOException, InterruptedException {
    String config = config(Target.of(sink, false, 1));
    return SourceProgram.measured(
        program("check", "--config", config).redirectOutput(Redirect.DISCARD), 0);
  }

  Run write(Target target, Path input, String javaOptions)
      throws IOException, InterruptedException {
    Path catalog = Files.writeString(directory.resolve("catalog.json"), catalog(target.isKeyed()));
    ProcessBuilder write =
        program("write", "--config", config(target), "--catalog", catalog.toString());
    write.environment().put("JAVA_OPTS", javaOptions);
    write.redirectInput(input.toFile());
    return SourceProgram.measured(write.redirectOutput(Redirect.DISCARD), 0);
  }

  /** Sends prepared bodies in turn with Apache's client, on as many connections. */
  Run posts(Target target, Path bodies, int requests) throws IOException, InterruptedException {
    ProcessBuilder posts =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            DestinationPosts.class.getName(),
            target.url(),
            target.key(),
            bodies.toString(),
            String.valueOf(requests),
            String.valueOf(target.concurrency()));
    return SourceProgram.measured(posts.redirectOutput(Redirect.DISCARD), 0);
  }

  /** Takes the data out of the lines without a look at them, and sends them. */
  Run floor(Target target, Path input) throws IOException, InterruptedException {
    ProcessBuilder floor =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            DestinationFloor.class.getName(),
            target.url(),
            target.key(),
            String.valueOf(target.isKeyed() ? LARGEST_BODY / 2 : LARGEST_BODY),
            String.valueOf(target.isKeyed() ? 1 : target.concurrency()));
    floor.redirectInput(input.toFile());
    return SourceProgram.measured(floor.redirectOutput(Redirect.DISCARD), 0);
  }

  /** Sends them with curl on one connection. */
  Run curl(String url, Path bodies, int different, int requests)
      throws IOException, InterruptedException {
    // Without the empty header curl asks whether a large body is welcome, and waits for the answer.
    String config =
        IntStream.range(0, requests)
            .mapToObj(
                request ->
                    "url=%s/api/streaming_import/import_airbyte_records\ndata-binary=\"@%s\"\nheader=\"Content-Type: application/json\"\nheader=\"Expect:\"\noutput=/dev/null\nsilent\n"
                        .formatted(url, bodies.resolve(String.valueOf(request % different))))
            .collect(Collectors.joining("next\n"));
    Path file = Files.writeString(directory.resolve("requests.curl"), config);
    ProcessBuilder curl = new ProcessBuilder("curl", "-K", file.toString());
    return SourceProgram.measured(curl.redirectOutput(Redirect.DISCARD), 0);
  }

  /** A stub in memory, which prints where it is. */
  Process stub() throws IOException {
    return new ProcessBuilder(
            home.resolve("bin/convex-stub").toString(), "serve", "--port", "0", "--site-port", "0")
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static String catalog(boolean isKeyed) {
    return "{\"streams\":[{\"stream\":{\"name\":\"%s\",\"json_schema\":{},\"supported_sync_modes\":[\"incremental\"]},\"sync_mode\":\"incremental\",\"destination_sync_mode\":\"%s\",\"primary_key\":[[\"_id\"]]}]}"
        .formatted(DestinationRecords.STREAM, isKeyed ? "append_dedup" : "append");
  }

  private String config(Target target) throws IOException {
    String config =
        "{\"deployment_url\":\"%s\",\"access_key\":\"%s\",\"concurrency\":%d}"
            .formatted(target.url(), target.key(), target.concurrency());
    return Files.writeString(directory.resolve("config.json"), config).toString();
  }

  private ProcessBuilder program(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/destination-convex").toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
