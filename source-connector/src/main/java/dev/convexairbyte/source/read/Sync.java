package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read: a snapshot walk for what has to start from the table, then one walk over the log for
 * all incremental streams. One walk for all of them, since the backend charges a walk by what the
 * whole deployment holds and not by what is selected.
 */
public final class Sync {

  private static final Logger LOG = LoggerFactory.getLogger(Sync.class);

  private final ConvexClient client;
  private final Retries retries;
  private final MessageWriter output;
  private final InstantSource clock;

  public Sync(ConvexClient client, Retries retries, MessageWriter output, InstantSource clock) {
    this.client = client;
    this.retries = retries;
    this.output = output;
    this.clock = clock;
  }

  /** Reads every stream of the catalog to its end; what failed is INCOMPLETE and thrown. */
  public void run(ConfiguredAirbyteCatalog catalog, List<AirbyteStateMessage> states) {
    List<StreamRead> streams = streams(catalog, StateFormat.read(states));
    List<StreamRead> present = presentInDeployment(streams);
    Progress progress = new Progress(streams, clock);
    LOG.info("Streams to read: {}.", streams.size());
    streams.forEach(StreamRead::start);
    try {
      new SnapshotWalk(client, retries, progress).run(present);
      present.stream().filter(stream -> !stream.isIncremental()).forEach(StreamRead::complete);
      new DeltaWalk(client, retries, progress)
          .run(present.stream().filter(StreamRead::isIncremental).toList());
      streams.forEach(StreamRead::complete);
    } catch (RuntimeException e) {
      streams.forEach(StreamRead::incomplete);
      throw e;
    }
    LOG.info("Records read: {}.", progress.records());
  }

  private List<StreamRead> streams(
      ConfiguredAirbyteCatalog catalog, Map<StreamDescriptor, StreamPosition> positions) {
    List<StreamRead> streams = new ArrayList<>();
    for (ConfiguredAirbyteStream configured : catalog.streams()) {
      streams.add(
          new StreamRead(
              configured.descriptor(),
              configured.syncMode() == SyncMode.INCREMENTAL,
              positions.getOrDefault(configured.descriptor(), new StreamPosition.Unread()),
              output,
              clock));
    }
    return streams;
  }

  /**
   * The streams whose table exists. The backend answers for a table that it does not have with an
   * empty page, so only a look at the list tells. A stream that was read before has lost its table
   * and keeps its state; one that never was is a mistake in the catalog.
   */
  private List<StreamRead> presentInDeployment(List<StreamRead> streams) {
    Map<String, Map<String, List<String>>> tables = retries.call(client::tableColumnNames);
    List<StreamRead> present = new ArrayList<>();
    for (StreamRead stream : streams) {
      TablePath path = stream.table();
      if (tables.getOrDefault(path.component(), Map.of()).containsKey(path.table())) {
        present.add(stream);
        continue;
      }
      if (stream.position() instanceof StreamPosition.Unread) {
        throw ConnectorException.config(
            "Tried to read stream %s but failed because the deployment has no such table; refresh the source's schema and remove the stream from the connection."
                .formatted(stream.descriptor()));
      }
      LOG.warn(
          "The table of stream {} is gone from the deployment; nothing is read for it, and its rows"
              + " stay where they were copied to.",
          stream.descriptor());
    }
    return present;
  }
}
