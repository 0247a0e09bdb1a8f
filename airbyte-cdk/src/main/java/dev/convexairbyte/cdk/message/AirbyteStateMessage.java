package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A STATE body, as it stands in a STATE line and as an element of the --state file. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteStateMessage(
    @Nullable Type type,
    @Nullable AirbyteStreamState stream,
    @Nullable AirbyteGlobalState global,
    @Nullable JsonNode data,
    @Nullable AirbyteStateStats sourceStats,
    @Nullable AirbyteStateStats destinationStats) {

  /** An absent type means LEGACY. */
  public enum Type {
    STREAM,
    GLOBAL,
    LEGACY
  }
}
