package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Refreshes streams. */
@Command(
    name = "refresh",
    description =
        "Syncs, and reads some streams from the start. What is there of them goes when they are"
            + " complete. For a destination with --supports-refreshes; for others clear, then sync.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class RefreshCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Mixin private ChosenStreams streams = new ChosenStreams();

  @Option(names = "--merge", description = "Keep what is there of the streams as well.")
  private boolean merge;

  @Mixin private ConnectionOptions options = new ConnectionOptions();

  RefreshCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!options.run().supportsRefreshes()) {
      throw new UsageException(
          "Tried to refresh but failed because the destination is not said to support it; add --supports-refreshes if its metadata do, or clear the streams and sync.");
    }
    return new JobSession(invocation, options)
        .run(merge ? Job.Kind.MERGE_REFRESH : Job.Kind.TRUNCATE_REFRESH, streams.names());
  }
}
