package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stream that a source can read. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteStream(
    String name,
    @Nullable String namespace,
    @JsonProperty("json_schema") JsonNode jsonSchema,
    @JsonProperty("supported_sync_modes") List<SyncMode> supportedSyncModes,
    @JsonProperty("source_defined_cursor") @Nullable Boolean sourceDefinedCursor,
    @JsonProperty("default_cursor_field") @Nullable List<String> defaultCursorField,
    @JsonProperty("source_defined_primary_key")
        @Nullable List<List<String>> sourceDefinedPrimaryKey,
    @JsonProperty("is_resumable") @Nullable Boolean isResumable) {

  public StreamDescriptor descriptor() {
    return new StreamDescriptor(name, namespace);
  }
}
