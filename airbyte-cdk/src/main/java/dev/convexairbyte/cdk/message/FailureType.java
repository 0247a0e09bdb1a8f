package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose turn it is after a failure. */
public enum FailureType {
  @JsonProperty("system_error")
  SYSTEM_ERROR,
  @JsonProperty("config_error")
  CONFIG_ERROR,
  @JsonProperty("transient_error")
  TRANSIENT_ERROR
}
