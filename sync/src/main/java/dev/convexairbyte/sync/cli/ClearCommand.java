package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

  @Parameters(
      paramLabel = "STREAM",
      arity = "1..*",
      description = "NAME or NAMESPACE/NAME, * for any characters.")
  private List<String> streams = new ArrayList<>();

  @Mixin private ConnectionOptions options = new ConnectionOptions();

  ClearCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new JobSession(invocation, options).run(Job.Kind.CLEAR, streams);
  }
}
