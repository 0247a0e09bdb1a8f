package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Why a running stream waits; rate limiting is the only reason there is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteStreamStatusReason(
    Type type, @JsonProperty("rate_limited") @Nullable RateLimited rateLimited) {

  /** The protocol knows one. */
  public enum Type {
    RATE_LIMITED
  }

  /** {@code quota_reset} in milliseconds since the epoch. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RateLimited(@JsonProperty("quota_reset") @Nullable Long quotaReset) {}
}
