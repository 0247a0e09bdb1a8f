package dev.convexairbyte.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.Source;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.client.Selection;
import dev.convexairbyte.client.SnapshotRequest;
import dev.convexairbyte.source.catalog.Discovery;
import dev.convexairbyte.source.catalog.Exclusions;
import dev.convexairbyte.source.read.Sync;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** Convex as an Airbyte source. */
public final class SourceConnector implements Source {

  private final String clientName;
  private final Retries retries;
  private final InstantSource clock;

  /**
   * @param version the connector's own, as semver
   * @param clock times the checkpoints
   */
  public SourceConnector(String version, Retries retries, InstantSource clock) {
    // A client type that the backend knows and never deprecates: crates/common/src/version.rs.
    this.clientName = "airbyte-export-" + version;
    this.retries = retries;
    this.clock = clock;
  }

  @Override
  public String specResource() {
    return "/spec/source/spec.json";
  }

  /**
   * Asks for a page of no table: unlike test_streaming_export_connection it passes every gate that
   * reading passes, and costs as little. A deployment that answers with rows all the same takes no
   * selection, so no stream could be read.
   */
  @Override
  public AirbyteConnectionStatus check(JsonNode config) {
    SnapshotRequest nothing = new SnapshotRequest(null, null, Selection.none());
    return withClient(
        config,
        client -> {
          client.listSnapshot(nothing, SourceConnector::refuseRow);
          return AirbyteConnectionStatus.succeeded();
        });
  }

  private static void refuseRow(byte[] bytes, int start, int end) {
    throw ConnectorException.config(
        "Tried to read a page of no table but failed because it holds rows; the deployment is too old for this connector: upgrade it.");
  }

  @Override
  public AirbyteCatalog discover(JsonNode config) {
    Exclusions exclusions = SourceConfig.parse(config).exclusions();
    return withClient(config, client -> new Discovery(client, retries, exclusions).discover());
  }

  @Override
  public void read(
      JsonNode config,
      ConfiguredAirbyteCatalog catalog,
      List<AirbyteStateMessage> state,
      MessageWriter output) {
    SourceConfig settings = SourceConfig.parse(config);
    withClient(
        config,
        client -> {
          new Sync(client, retries, settings.snapshotMode(), settings.exclusions(), output, clock)
              .run(catalog, state);
          return null;
        });
  }

  private <T> T withClient(JsonNode config, Function<ConvexClient, T> work) {
    try (ConvexClient client =
        new ConvexClient(SourceConfig.parse(config).deployment(), clientName)) {
      return work.apply(client);
    } catch (ConvexException e) {
      String sentence = String.valueOf(e.getMessage());
      throw switch (e.kind()) {
        case REFUSED -> ConnectorException.config(sentence, e);
        case PASSING -> ConnectorException.transientFault(sentence, e);
        case UNEXPECTED -> ConnectorException.system(sentence, e);
      };
    }
  }
}
