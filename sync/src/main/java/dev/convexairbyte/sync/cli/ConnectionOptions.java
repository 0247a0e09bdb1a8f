package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.failure.Party;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** All that a command is told that runs a job. */
final class ConnectionOptions {

  @ArgGroup(heading = "%nConnectors:%n", exclusive = false, validate = false, order = 1)
  private SourceOptions source = new SourceOptions();

  @ArgGroup(exclusive = false, validate = false, order = 2)
  private DestinationOptions destination = new DestinationOptions();

  @ArgGroup(heading = "%nStreams:%n", exclusive = false, validate = false, order = 3)
  private StreamOptions streams = new StreamOptions();

  @ArgGroup(heading = "%nThe run:%n", exclusive = false, validate = false, order = 4)
  private RunOptions run = new RunOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  DestinationOptions destination() {
    return destination;
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
    boolean needsSource = reads || streams.catalog() == null;
    Connector to =
        place.connector(Party.DESTINATION, destination.command(home), destination.config());
    Connector from =
        needsSource ? place.connector(Party.SOURCE, source.command(home), source.config()) : null;
    to.spec();
    if (from != null) {
      from.spec();
    }
    return new ConnectorPair(from, to);
  }
}
