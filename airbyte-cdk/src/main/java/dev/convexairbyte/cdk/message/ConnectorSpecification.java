package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connector is and takes; only the parts that we read back. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectorSpecification(
    JsonNode connectionSpecification,
    @Nullable String documentationUrl,
    @Nullable String changelogUrl,
    @Nullable Boolean supportsIncremental,
    @JsonProperty("supported_destination_sync_modes")
        @Nullable List<DestinationSyncMode> supportedDestinationSyncModes,
    @JsonProperty("protocol_version") @Nullable String protocolVersion) {}
