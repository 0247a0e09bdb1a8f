package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.source.catalog.Exclusions;
import dev.convexairbyte.source.state.StreamPosition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one read, and which of them have a table to be read. The backend answers for a
 * table that it does not have with an empty page, so only a look at the list tells.
 *
 * @param all in the order of the catalog
 * @param readable those whose table is there and not excluded
 */
record ConfiguredStreams(List<StreamRead> all, List<StreamRead> readable) {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredStreams.class);

  /**
   * Matches the catalog with the deployment.
   *
   * @param deployed component path to table to column names
   * @throws ConnectorException a config error: not one table is there, which more likely is a wrong
   *     deployment than a wish, and would empty every copy that is overwritten
   */
  static ConfiguredStreams of(
      ConfiguredAirbyteCatalog catalog,
      Map<StreamDescriptor, StreamPosition> positions,
      Map<String, Map<String, List<String>>> deployed,
      Exclusions exclusions,
      MessageWriter output,
      InstantSource clock) {
    exclusions
        .withoutEffect(deployed)
        .forEach(
            glob ->
                LOG.warn(
                    "The entry \"{}\" of exclude matches nothing in the deployment; is it spelt as"
                        + " the table and the field are?",
                    glob));
    List<StreamRead> all = new ArrayList<>();
    List<StreamRead> readable = new ArrayList<>();
    for (ConfiguredAirbyteStream configured : catalog.streams()) {
      StreamRead stream =
          new StreamRead(
              configured.descriptor(),
              configured.syncMode() == SyncMode.INCREMENTAL,
              position(configured, positions),
              output,
              clock);
      if (configured.generationId() != null) {
        // Then the copy of a broken attempt is kept, also what was deleted before the next one.
        stream.saveChoiceFirst();
      }
      all.add(stream);
      TablePath table = stream.table();
      List<String> columns = deployed.getOrDefault(table.component(), Map.of()).get(table.table());
      if (exclusions.excludesTable(table)) {
        warn(configured, "is excluded by the setting exclude");
      } else if (columns == null) {
        warn(configured, "is not in the deployment");
      } else {
        if (exclusions.excludesFieldsOf(table)) {
          stream.exclude(columns, exclusions.fieldsOf(table));
        }
        readable.add(stream);
      }
    }
    if (readable.isEmpty() && !mayAllBeMissing(catalog, all)) {
      throw ConnectorException.config(
          "Tried to read %s but failed because the deployment has none of their tables or the setting exclude leaves none; check that deployment_url is the deployment that you mean, or remove the streams from the connection."
              .formatted(StreamNames.of(all)));
    }
    return new ConfiguredStreams(List.copyOf(all), List.copyOf(readable));
  }

  /**
   * A destination that overwrites without generations empties its copy in every write, so what an
   * earlier read left there is gone: to go on behind it would lose it. That is a full refresh. Of
   * an incremental stream the mode says nothing: no platform makes that pair, and PyAirbyte tells
   * every source that it overwrites (airbyte/sources/base.py, get_configured_catalog, 0.71.3).
   */
  private static StreamPosition position(
      ConfiguredAirbyteStream configured, Map<StreamDescriptor, StreamPosition> positions) {
    StreamPosition unread = new StreamPosition.Unread();
    return isOverwrittenByName(configured)
        ? unread
        : positions.getOrDefault(configured.descriptor(), unread);
  }

  /** Streams that were read before show that the deployment is the right one. */
  private static boolean mayAllBeMissing(
      ConfiguredAirbyteCatalog catalog, List<StreamRead> streams) {
    boolean anyWasRead =
        streams.stream().anyMatch(stream -> !(stream.position() instanceof StreamPosition.Unread));
    boolean anyOverwrites = catalog.streams().stream().anyMatch(ConfiguredStreams::overwrites);
    return catalog.streams().isEmpty() || (anyWasRead && !anyOverwrites);
  }

  private static void warn(ConfiguredAirbyteStream configured, String reason) {
    LOG.warn(
        "The table of stream {} {}: nothing is read for it, and {}. Remove the stream from the"
            + " connection if that is to stay.",
        configured.descriptor(),
        reason,
        overwrites(configured)
            ? "its copy becomes empty, since the stream overwrites"
            : "what was copied before stays");
  }

  private static boolean isOverwrittenByName(ConfiguredAirbyteStream configured) {
    return configured.syncMode() == SyncMode.FULL_REFRESH
        && configured.destinationSyncMode() == DestinationSyncMode.OVERWRITE;
  }

  /** By the mode's name, or by the generations that newer platforms say it with. */
  private static boolean overwrites(ConfiguredAirbyteStream configured) {
    Long least = configured.minimumGenerationId();
    return isOverwrittenByName(configured) || (least != null && least > 0);
  }
}
