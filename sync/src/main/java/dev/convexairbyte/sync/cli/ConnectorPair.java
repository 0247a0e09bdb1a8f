package dev.convexairbyte.sync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.sync.catalog.Configuration;
import dev.convexairbyte.sync.catalog.ConnectionCatalog;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.job.Connectors;
import dev.convexairbyte.sync.program.RunningProgram;
import dev.convexairbyte.sync.state.AtomicFile;
import org.jspecify.annotations.Nullable;

/** The two connectors of a connection, or the destination alone where the source is not needed. */
final class ConnectorPair implements Connectors {

  private final @Nullable Connector source;
  private final Connector destination;

  ConnectorPair(@Nullable Connector source, Connector destination) {
    this.source = source;
    this.destination = destination;
  }

  /** The chosen ones of the streams that the source has now. */
  ConnectionCatalog discover(StreamOptions streams) throws InterruptedException {
    Configuration configuration =
        new Configuration(streams.names(), streams.modes(), destination.writeModes());
    Connector asked = source();
    JsonNode discovered =
        asked.ask("discover", asked.program().discover(), AirbyteMessage.Type.CATALOG, "catalog");
    ConnectionCatalog catalog = configuration.of(discovered);
    if (streams.file() != null) {
      AtomicFile.at(streams.file()).replace(catalog.json());
    }
    return catalog;
  }

  private Connector source() {
    if (source == null) {
      throw new IllegalStateException("The source was not opened");
    }
    return source;
  }

  @Override
  public RunningProgram read(JsonNode catalog, ArrayNode states) {
    return source().program().read(catalog, states);
  }

  @Override
  public RunningProgram write(JsonNode catalog) {
    return destination.program().write(catalog);
  }

  /** A connector has changed its config. */
  void configured(Party party, JsonNode config) {
    (party == Party.SOURCE ? source() : destination).configured(config);
  }
}
