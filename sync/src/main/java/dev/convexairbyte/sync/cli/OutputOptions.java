package dev.convexairbyte.sync.cli;

import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import picocli.CommandLine.Option;

/** What is told on the way. */
final class OutputOptions {

  @Option(names = "--quiet", description = "Say nothing unless something is wrong: for cron.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Also show all that the connectors log.")
  private boolean verbose;

  Console console(Invocation invocation) {
    return new Console(invocation.err(), invocation.secrets(), quiet);
  }

  /** The least severe level of the connectors' logs that is shown. */
  Level logLevel() {
    return verbose ? Level.TRACE : Level.WARN;
  }
}
