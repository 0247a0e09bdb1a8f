package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A failure: {@code message} is for the operator, the rest for whoever debugs. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteErrorTraceMessage(
    String message,
    @JsonProperty("internal_message") @Nullable String internalMessage,
    @JsonProperty("stack_trace") @Nullable String stackTrace,
    @JsonProperty("failure_type") @Nullable FailureType failureType,
    @JsonProperty("stream_descriptor") @Nullable StreamDescriptor streamDescriptor) {}
