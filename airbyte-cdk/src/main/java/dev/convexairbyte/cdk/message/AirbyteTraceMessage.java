package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A TRACE body; {@code emitted_at} in milliseconds since the epoch, a whole number from us and any
 * number from others.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteTraceMessage(
    Type type,
    @JsonProperty("emitted_at") BigDecimal emittedAt,
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

  public static AirbyteTraceMessage of(long emittedAt, AirbyteErrorTraceMessage error) {
    return new AirbyteTraceMessage(Type.ERROR, BigDecimal.valueOf(emittedAt), error, null, null);
  }

  public static AirbyteTraceMessage of(long emittedAt, AirbyteStreamStatusTraceMessage status) {
    return new AirbyteTraceMessage(
        Type.STREAM_STATUS, BigDecimal.valueOf(emittedAt), null, null, status);
  }
}
