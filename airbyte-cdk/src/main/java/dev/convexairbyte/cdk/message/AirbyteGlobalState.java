package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state shared by several streams. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteGlobalState(
    @JsonProperty("shared_state") @Nullable JsonNode sharedState,
    @JsonProperty("stream_states") List<AirbyteStreamState> streamStates) {}
