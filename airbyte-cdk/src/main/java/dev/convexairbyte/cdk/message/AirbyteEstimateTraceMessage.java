package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** How much is still to come, for the progress bar. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteEstimateTraceMessage(
    String name,
    Type type,
    @Nullable String namespace,
    @JsonProperty("row_estimate") @Nullable Long rowEstimate,
    @JsonProperty("byte_estimate") @Nullable Long byteEstimate) {

  /** One sync sends one of the two only. */
  public enum Type {
    STREAM,
    SYNC
  }
}
