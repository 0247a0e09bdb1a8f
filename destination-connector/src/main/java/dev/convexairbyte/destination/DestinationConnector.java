package dev.convexairbyte.destination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.AirbyteMessageConsumer;
import dev.convexairbyte.cdk.Destination;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.io.StateEcho;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteStateStats;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.client.Sleeper;
import dev.convexairbyte.destination.config.DestinationConfig;
import dev.convexairbyte.destination.plan.WritePlan;
import dev.convexairbyte.destination.state.RecordCounts;
import dev.convexairbyte.destination.write.ConvexFailure;
import dev.convexairbyte.destination.write.WriteConsumer;
import java.time.InstantSource;
import java.util.List;

/** Writes Airbyte's streams to the tables of a Convex deployment. */
public final class DestinationConnector implements Destination {

  private final String clientName;
  private final Retries retries;
  private final InstantSource clock;
  private final Sleeper sleeper;

  /**
   * Makes a connector that has not connected to anything yet.
   *
   * @param version the connector's own, as semver
   * @param clock times flushes and progress
   * @param sleeper waits between polls
   */
  public DestinationConnector(
      String version, Retries retries, InstantSource clock, Sleeper sleeper) {
    // A client type that the backend knows: crates/common/src/version.rs.
    this.clientName = "streaming-import-" + version;
    this.retries = retries;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  @Override
  public String specResource() {
    return "/spec/destination/spec.json";
  }

  /** Asks something that needs the key and its permission and touches nothing. */
  @Override
  public AirbyteConnectionStatus check(JsonNode config) {
    try (ConvexClient client = client(DestinationConfig.parse(config))) {
      client.primaryKeyIndexesReady(List.of());
      return AirbyteConnectionStatus.succeeded();
    } catch (ConvexException e) {
      throw ConvexFailure.of(e);
    }
  }

  @Override
  public AirbyteMessageConsumer getConsumer(
      JsonNode config, ConfiguredAirbyteCatalog catalog, MessageWriter output) {
    DestinationConfig settings = DestinationConfig.parse(config);
    WritePlan plan = WritePlan.of(catalog);
    return WriteConsumer.to(
        client(settings),
        retries,
        plan,
        settings,
        (line, records) -> output.writeLine(StateEcho.of(line, stats(records))),
        clock,
        sleeper);
  }

  private static AirbyteStateStats stats(RecordCounts records) {
    return AirbyteStateStats.of(records.written(), records.rejected());
  }

  private ConvexClient client(DestinationConfig config) {
    return new ConvexClient(config.deployment(), clientName);
  }
}
