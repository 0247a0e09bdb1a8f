package dev.convexairbyte.benchmarks;

import dev.convexairbyte.benchmarks.SourcePlayback.Plan;
import dev.convexairbyte.benchmarks.SourceProgram.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * {@code bin/sync} beside a plain pipe of the shell between the same two programs: the connectors
 * between a playback and a sink, and programs that do nothing but print and drop. The two take
 * turns, and of each the best run counts.
 */
final class SyncBudgets {

  private static final int RUNS = Integer.getInteger("convexairbyte.runs", 5);

  private final Path home;
  private final Path folder;
  private final PrintStream out;

  private SyncBudgets(Path home, Path folder, PrintStream out) {
    this.home = home;
    this.folder = folder;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    SyncBudgets budgets =
        new SyncBudgets(
            Path.of(System.getProperty("convexairbyte.home")).toAbsolutePath(),
            Files.createTempDirectory("sync-budgets"),
            System.out);
    budgets.connectors("nothing", 1_000, 0);
    budgets.connectors("1,024,000 documents of 200 B", 200, 1_000);
    budgets.connectors("512,000 documents of 1 KB", 1_000, 500);
    budgets.relayAlone(200, 5_000_000);
    budgets.relayAlone(1_000, 1_000_000);
  }

  private void connectors(String what, int documentBytes, int pages)
      throws IOException, InterruptedException {
    Plan plan = Plan.ofSnapshot(SourcePages.ofSnapshot(documentBytes), pages);
    try (SourcePlayback from = new SourcePlayback(plan);
        DestinationSink to = DestinationSink.atOnce()) {
      Path source = config("source.json", from.url());
      Path destination = config("destination.json", to.url());
      Path catalog = Files.writeString(folder.resolve("catalog.json"), catalog());
      compare(
          what + ", both connectors",
          "%s/bin/source-convex read --config %s --catalog %s | %s/bin/destination-convex write --config %s --catalog %s"
              .formatted(home, source, catalog, home, destination, catalog),
          sync(source, destination, catalog));
    }
  }

  /** What is left if neither program does anything. */
  private void relayAlone(int recordBytes, int records) throws IOException, InterruptedException {
    Path lines = DestinationRecords.file(folder, recordBytes, records, 1);
    Path source = script("source", "cat '%s'".formatted(lines));
    Path destination = script("destination", "grep -F '\"type\":\"STATE\"' || true");
    Path nothing = Files.writeString(folder.resolve("nothing.json"), "{}");
    String catalog = catalog().replace(SourcePages.TABLE, DestinationRecords.STREAM);
    Path file = Files.writeString(folder.resolve("catalog.json"), catalog);
    compare(
        "%,d records of %,d B, programs that do nothing".formatted(records, recordBytes),
        "%s read | %s write".formatted(source, destination),
        sync(nothing, nothing, file, "--source", source, "--destination", destination));
    Files.delete(lines);
  }

  private void compare(String what, String pipe, ProcessBuilder sync)
      throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", pipe);
    Run bestPipe = run(shell);
    Run bestSync = sync(sync);
    for (int run = 1; run < RUNS; run++) {
      bestPipe = better(bestPipe, run(shell));
      bestSync = better(bestSync, sync(sync));
    }
    out.printf(
        "%s: pipe %.2f s, sync %.2f s, ratio %.2f; sync's own CPU %.2f s, %d MB resident%n",
        what,
        bestPipe.seconds(),
        bestSync.seconds(),
        bestSync.seconds() / bestPipe.seconds(),
        bestSync.cpuSeconds(),
        bestSync.residentMegabytes());
  }

  private static Run run(ProcessBuilder program) throws IOException, InterruptedException {
    return SourceProgram.measured(program.redirectOutput(Redirect.DISCARD), 0);
  }

  private Run sync(ProcessBuilder sync) throws IOException, InterruptedException {
    Files.deleteIfExists(folder.resolve("state.json"));
    return run(sync);
  }

  private static Run better(Run best, Run run) {
    return run.seconds() < best.seconds() ? run : best;
  }

  private ProcessBuilder sync(Path source, Path destination, Path catalog, Object... more) {
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("bin/sync").toString(),
            "--source-config",
            source.toString(),
            "--destination-config",
            destination.toString(),
            "--catalog",
            catalog.toString(),
            "--state",
            folder.resolve("state.json").toString(),
            "--quiet");
    for (Object word : more) {
      builder.command().add(word.toString());
    }
    return builder;
  }

  private static String catalog() {
    return "{\"streams\":[{\"stream\":{\"name\":\"%s\",\"json_schema\":{},\"supported_sync_modes\":[\"incremental\"]},\"sync_mode\":\"incremental\",\"destination_sync_mode\":\"append_dedup\",\"primary_key\":[[\"_id\"]]}]}"
        .formatted(SourcePages.TABLE);
  }

  private Path config(String name, String url) throws IOException {
    String config = "{\"deployment_url\":\"%s\",\"access_key\":\"a|b\"}".formatted(url);
    return Files.writeString(folder.resolve(name), config);
  }

  /** A connector that answers spec, and does so for everything else. */
  private Path script(String name, String work) throws IOException {
    String text =
        String.join(
            "\n",
            List.of(
                "#!/bin/sh",
                "case $1 in",
                "spec) echo '{\"type\":\"SPEC\",\"spec\":{\"connectionSpecification\":{}}}' ;;",
                "*) " + work + " ;;",
                "esac",
                ""));
    Path script = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
