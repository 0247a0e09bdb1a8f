package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.Job;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Syncs a connection. */
@Command(
    name = "sync",
    description = {
      "Syncs a source into a destination, without Airbyte: reads what is new since the last time,"
          + " writes it, and remembers in --state where it stopped.",
      "Without further options the source is source-convex and the destination destination-convex,"
          + " and everything is synced.",
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = SyncMain.Version.class,
    customSynopsis = {
      "sync --source-config FILE --destination-config FILE --state FILE [OPTION]...",
      "sync check|discover|refresh|clear --help%n",
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 failed; 2 wrong use; 75 another sync uses the state file; 143 or 130"
          + " stopped by a signal, in order.",
      "An argument @FILE stands for the options in that file, one a line. More: docs/sync.md."
    })
final class SyncCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Mixin private ConnectionOptions options = new ConnectionOptions();

  SyncCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new JobSession(invocation, options).run(Job.Kind.SYNC, List.of());
  }
}
