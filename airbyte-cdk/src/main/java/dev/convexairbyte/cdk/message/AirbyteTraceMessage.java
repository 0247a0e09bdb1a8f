package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A TRACE body; {@code emitted_at} in milliseconds since the epoch. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteTraceMessage(
    Type type,
    @JsonProperty("emitted_at") double emittedAt,
    @Nullable AirbyteErrorTraceMessage error,
    @Nullable AirbyteEstimateTraceMessage estimate,
    @JsonProperty("stream_status") @Nullable AirbyteStreamStatusTraceMessage streamStatus) {

  /** The payload key is the lower-case name. */
  public enum Type {
    ERROR,
    ESTIMATE,
    STREAM_STATUS,
    ANALYTICS
  }

  public static AirbyteTraceMessage of(double emittedAt, AirbyteErrorTraceMessage error) {
    return new AirbyteTraceMessage(Type.ERROR, emittedAt, error, null, null);
  }

  public static AirbyteTraceMessage of(double emittedAt, AirbyteStreamStatusTraceMessage status) {
    return new AirbyteTraceMessage(Type.STREAM_STATUS, emittedAt, null, null, status);
  }
}
