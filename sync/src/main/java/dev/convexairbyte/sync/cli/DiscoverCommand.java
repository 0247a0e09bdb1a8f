package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.catalog.ConnectionCatalog;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.state.PrettyJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the catalog that a sync would use. */
@Command(
    name = "discover",
    description =
        "Prints the catalog that a sync without --catalog would use, to be changed and passed to it.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class DiscoverCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private DestinationOptions destination = new DestinationOptions();
  @Mixin private StreamOptions streams = new StreamOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  DiscoverCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Workplace place = new Workplace(invocation, output)) {
      Connector from =
          place.connector(Party.SOURCE, source.command(invocation.home()), source.config());
      Connector to =
          place.connector(Party.DESTINATION, destination.command(invocation.home()), null);
      from.spec();
      ConnectionCatalog catalog = new ConnectorPair(from, to).discover(streams);
      invocation.out().print(PrettyJson.text(catalog.json()));
      invocation.out().flush();
    }
    return ExitCode.DONE;
  }
}
