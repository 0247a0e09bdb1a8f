package dev.convexairbyte.sync.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a connection's catalog of what a source discovers. Where no modes are chosen a stream is
 * read incrementally and written by its key if it can be, else incrementally and appended, else
 * overwritten.
 */
public final class Configuration {

  private final @Nullable StreamNames names;
  private final @Nullable Modes chosen;
  private final Set<DestinationSyncMode> supported;

  /**
   * @param names the streams to take; null for all
   * @param chosen null to choose for each stream
   * @param supported what the destination says it can do
   */
  public Configuration(
      @Nullable StreamNames names, @Nullable Modes chosen, Set<DestinationSyncMode> supported) {
    this.names = names;
    this.chosen = chosen;
    this.supported = supported;
  }

  /**
   * The streams of an AirbyteCatalog that were chosen.
   *
   * @throws ConnectorException a config error where one cannot be synced as it was chosen, or there
   *     is none
   */
  public ConnectionCatalog of(JsonNode discovered) {
    List<ConnectionStream> streams = new ArrayList<>();
    List<StreamDescriptor> known = new ArrayList<>();
    for (JsonNode node : discovered.path("streams")) {
      AirbyteStream stream = bind(node, AirbyteStream.class);
      known.add(stream.descriptor());
      if (names == null || names.match(stream.descriptor())) {
        streams.add(configured(node, stream));
      }
    }
    if (known.isEmpty()) {
      throw ConnectorException.config(
          "Tried to discover what there is to sync but failed because the source has no streams; check its config.");
    }
    if (names != null) {
      names.requireAll(known);
    }
    return new ConnectionCatalog(streams);
  }

  private ConnectionStream configured(JsonNode node, AirbyteStream stream) {
    Modes modes = chosen == null ? best(stream) : chosen;
    ObjectNode configured = JsonNodeFactory.instance.objectNode();
    configured.set("stream", node);
    configured
        .put("sync_mode", modes.syncMode().name().toLowerCase(Locale.ROOT))
        .put("destination_sync_mode", modes.writeMode().word());
    copy(node, "default_cursor_field", configured, "cursor_field");
    copy(node, "source_defined_primary_key", configured, "primary_key");
    ConnectionStream result = bind(configured);
    fault(stream, modes).or(result::fault).ifPresent(Configuration::refuse);
    return result;
  }

  private static void copy(JsonNode from, String name, ObjectNode to, String newName) {
    if (from.hasNonNull(name)) {
      to.set(newName, from.get(name));
    }
  }

  /** What a person may well have chosen otherwise in a catalog of their own. */
  private Optional<String> fault(AirbyteStream stream, Modes modes) {
    if (!supports(modes.writeMode().wire())) {
      return Optional.of("the destination does not support " + modes.writeMode().word());
    }
    if (modes.syncMode() == SyncMode.INCREMENTAL && !isIncremental(stream)) {
      return Optional.of(
          "the source names no cursor by which its stream %s could be read incrementally"
              .formatted(stream.descriptor()));
    }
    return Optional.empty();
  }

  private static void refuse(String reason) {
    throw ConnectorException.config(
        "Tried to configure the streams but failed because %s; choose other modes."
            .formatted(reason));
  }

  private Modes best(AirbyteStream stream) {
    boolean hasKey =
        stream.sourceDefinedPrimaryKey() != null && !stream.sourceDefinedPrimaryKey().isEmpty();
    if (isIncremental(stream) && hasKey && supports(DestinationSyncMode.APPEND_DEDUP)) {
      return new Modes(SyncMode.INCREMENTAL, WriteMode.APPEND_DEDUP);
    }
    if (isIncremental(stream) && supports(DestinationSyncMode.APPEND)) {
      return new Modes(SyncMode.INCREMENTAL, WriteMode.APPEND);
    }
    return new Modes(
        SyncMode.FULL_REFRESH,
        supports(DestinationSyncMode.OVERWRITE) ? WriteMode.OVERWRITE : WriteMode.APPEND);
  }

  private static boolean isIncremental(AirbyteStream stream) {
    boolean hasCursor =
        Boolean.TRUE.equals(stream.sourceDefinedCursor())
            || (stream.defaultCursorField() != null && !stream.defaultCursorField().isEmpty());
    return hasCursor && stream.supportedSyncModes().contains(SyncMode.INCREMENTAL);
  }

  private boolean supports(DestinationSyncMode mode) {
    return supported.isEmpty() || supported.contains(mode);
  }

  private static ConnectionStream bind(ObjectNode configured) {
    try {
      return ConnectionStream.of(configured);
    } catch (JsonProcessingException e) {
      throw unreadable();
    }
  }

  private static <T> T bind(JsonNode node, Class<T> type) {
    try {
      return Json.mapper().treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw unreadable();
    }
  }

  private static ConnectorException unreadable() {
    return ConnectorException.system(
        "Tried to configure the streams but failed because the source describes one as the protocol does not allow; report it to the source's maintainers.");
  }
}
