package dev.convexairbyte.sync.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream as the connection has it: a ConfiguredAirbyteStream with all that it holds. */
public final class ConnectionStream {

  private final ObjectNode configured;
  private final Settings settings;

  private ConnectionStream(ObjectNode configured, Settings settings) {
    this.configured = configured;
    this.settings = settings;
  }

  /** What is looked at here. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Settings(
      AirbyteStream stream,
      @JsonProperty("sync_mode") SyncMode syncMode,
      @JsonProperty("destination_sync_mode") WriteMode writeMode,
      @JsonProperty("primary_key") @Nullable List<List<String>> primaryKey) {}

  /** Throws Jackson's exception where it is no configured stream. */
  static ConnectionStream of(ObjectNode configured) throws JsonProcessingException {
    return new ConnectionStream(configured, Json.mapper().treeToValue(configured, Settings.class));
  }

  public StreamDescriptor descriptor() {
    return settings.stream().descriptor();
  }

  public SyncMode syncMode() {
    return settings.syncMode();
  }

  public WriteMode writeMode() {
    return settings.writeMode();
  }

  /** Paths of the key's fields; empty where the stream has none. */
  public List<List<String>> primaryKey() {
    return settings.primaryKey() == null ? List.of() : settings.primaryKey();
  }

  /** Whether a full refresh that broke off can be gone on with. */
  public boolean isResumable() {
    return Boolean.TRUE.equals(settings.stream().isResumable());
  }

  /** The top-level fields that the schema has; empty where it lists none. */
  public List<String> columns() {
    return settings.stream().jsonSchema().path("properties").properties().stream()
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  /** For messages to people: {@code users (incremental, append_dedup)}. */
  public String modes() {
    return syncMode().name().toLowerCase(Locale.ROOT) + ", " + writeMode().word();
  }

  /** As a job sees it that clears the stream (airbytehq/airbyte-platform, CatalogTransforms). */
  public ConnectionStream cleared() {
    ObjectNode changed =
        configured
            .deepCopy()
            .put("sync_mode", "full_refresh")
            .put("destination_sync_mode", WriteMode.OVERWRITE.word());
    return new ConnectionStream(
        changed,
        new Settings(
            settings.stream(), SyncMode.FULL_REFRESH, WriteMode.OVERWRITE, settings.primaryKey()));
  }

  /** Why it cannot be synced so, if it cannot: a clause. */
  Optional<String> fault() {
    if (writeMode().dedups() && primaryKey().isEmpty()) {
      return Optional.of(
          "its stream %s has no primary_key, by which %s tells rows apart"
              .formatted(descriptor(), writeMode().word()));
    }
    if (syncMode() == SyncMode.INCREMENTAL && writeMode().overwrites()) {
      return Optional.of(
          "its stream %s is read incrementally and overwritten, which would leave nothing but the last changes"
              .formatted(descriptor()));
    }
    if (!settings.stream().supportedSyncModes().contains(syncMode())) {
      return Optional.of(
          "its stream %s cannot be read in the mode %s"
              .formatted(descriptor(), syncMode().name().toLowerCase(Locale.ROOT)));
    }
    return Optional.empty();
  }

  ObjectNode configured() {
    return configured;
  }
}
