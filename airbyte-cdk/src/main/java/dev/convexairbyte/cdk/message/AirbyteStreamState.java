package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The state of one stream; a null or absent stream_state means that it was cleared. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteStreamState(
    @JsonProperty("stream_descriptor") StreamDescriptor streamDescriptor,
    @JsonProperty("stream_state") @Nullable JsonNode streamState) {}
