package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Clears streams. */
@Command(
    name = "clear",
    description =
        "Deletes what the destination has of some streams and forgets where they stopped, so that the"
            + " next sync reads them from the start.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClearCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Mixin private ChosenStreams streams = new ChosenStreams();

  @Mixin private ConnectionOptions options = new ConnectionOptions();

  ClearCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new JobSession(invocation, options).run(Job.Kind.CLEAR, streams.names());
  }
}
