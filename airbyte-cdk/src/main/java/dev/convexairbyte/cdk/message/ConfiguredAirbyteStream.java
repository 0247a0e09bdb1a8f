package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a sync. Generation ids come only from platforms that know the destination supports
 * refreshes.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfiguredAirbyteStream(
    AirbyteStream stream,
    @JsonProperty("sync_mode") SyncMode syncMode,
    @JsonProperty("destination_sync_mode") DestinationSyncMode destinationSyncMode,
    @JsonProperty("cursor_field") @Nullable List<String> cursorField,
    @JsonProperty("primary_key") @Nullable List<List<String>> primaryKey,
    @JsonProperty("generation_id") @Nullable Long generationId,
    @JsonProperty("minimum_generation_id") @Nullable Long minimumGenerationId,
    @JsonProperty("sync_id") @Nullable Long syncId) {

  /**
   * PyAirbyte calls every sync and every generation 1 (airbyte/shared/catalog_providers.py,
   * validate_catalog, 0.71.3). Taken at its word each sync would be a truncate refresh, also one
   * that brings only changes; so these three together say nothing. A platform says the same in its
   * very first job at most.
   */
  public ConfiguredAirbyteStream {
    if (isOne(generationId) && isOne(minimumGenerationId) && isOne(syncId)) {
      generationId = null;
      minimumGenerationId = null;
      syncId = null;
    }
  }

  private static boolean isOne(@Nullable Long id) {
    return id != null && id == 1;
  }

  public StreamDescriptor descriptor() {
    return stream.descriptor();
  }
}
