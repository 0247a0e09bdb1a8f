package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.failure.Party;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All that a command is told that runs a job. */
final class ConnectionOptions {

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private DestinationOptions destination = new DestinationOptions();

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description =
          "Configured catalog of the connection, as sync discover prints it. Default: all that the"
              + " source has now.")
  private @Nullable Path catalog;

  @Mixin private StreamOptions streams = new StreamOptions();

  @Mixin private RunOptions run = new RunOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * Throws UsageException where something is missing or does not fit.
   *
   * @param reads whether the source is needed even if there is a catalog
   */
  void require(boolean reads) {
    if (catalog != null && streams.isGiven()) {
      throw new UsageException(
          "Tried to read the command line but failed because --catalog says already what --streams, --mode and --save-catalog are for; change the catalog.");
    }
    if (needsSource(reads)) {
      source.config();
    }
    destination.config();
    run.state();
    run.forJob();
    streams.modes();
  }

  private boolean needsSource(boolean reads) {
    return reads || catalog == null;
  }

  /** Null where the source is asked. */
  @Nullable Path catalog() {
    return catalog;
  }

  StreamOptions streams() {
    return streams;
  }

  RunOptions run() {
    return run;
  }

  OutputOptions output() {
    return output;
  }

  /**
   * Both connectors, once they have said what is secret in their configs.
   *
   * @param reads whether the source is needed even if there is a catalog
   */
  ConnectorPair open(Path home, Workplace place, boolean reads) throws InterruptedException {
    Connector to =
        place.connector(Party.DESTINATION, destination.command(home), destination.config());
    Connector from =
        needsSource(reads)
            ? place.connector(Party.SOURCE, source.command(home), source.config())
            : null;
    to.spec();
    if (from != null) {
      from.spec();
    }
    return new ConnectorPair(from, to);
  }
}
