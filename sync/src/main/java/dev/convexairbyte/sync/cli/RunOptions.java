package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.JobRun;
import dev.convexairbyte.sync.relay.Patience;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a job is run. */
final class RunOptions {

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Where the last sync stopped and this one goes on; made if it is not there. One sync at a"
              + " time may use it.")
  private @Nullable Path state;

  @Option(
      names = "--supports-refreshes",
      description =
          "The destination's metadata say supportsRefreshes: it is told generations and the end of"
              + " streams. Not for destination-convex.")
  private boolean supportsRefreshes;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description =
          "Most attempts. Default: as Airbyte, until 5 in a row have saved no state, or 10 in all,"
              + " or 20 have saved some.")
  private int attempts = Integer.MAX_VALUE;

  @Option(
      names = "--strict",
      description =
          "Fail where the connectors' counts of records do not agree, in place of a warning.")
  private boolean strict;

  @Option(
      names = "--select-columns",
      description = "Hand on only the top-level fields that the catalog's schemas list.")
  private boolean selectColumns;

  @Option(
      names = "--source-timeout",
      paramLabel = "DURATION",
      defaultValue = "3h",
      description =
          "Fail if the source sends neither a record nor a state for that long, like 90s, 20m or 3h."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration sourceTimeout = Duration.ZERO;

  @Option(
      names = "--destination-timeout",
      paramLabel = "DURATION",
      defaultValue = "24h",
      description =
          "Fail if the destination takes no input, or does not end, for that long. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration destinationTimeout = Duration.ZERO;

  @Option(
      names = "--json",
      description = "Print how it ended as one line of JSON on standard output.")
  private boolean json;

  Path state() {
    return ConnectorChoice.required("--state", state);
  }

  boolean supportsRefreshes() {
    return supportsRefreshes;
  }

  boolean isJson() {
    return json;
  }

  JobRun.Options forJob() {
    if (attempts < 1) {
      throw new UsageException(
          "Tried to read the command line but failed because --attempts is less than 1; say how often to try.");
    }
    Patience patience =
        Patience.OF_THE_PLATFORM.withSource(sourceTimeout).withDestination(destinationTimeout);
    return new JobRun.Options(attempts, strict, selectColumns, patience);
  }
}
