package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a stream stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteStreamStatusTraceMessage(
    @JsonProperty("stream_descriptor") StreamDescriptor streamDescriptor,
    AirbyteStreamStatus status,
    @Nullable List<AirbyteStreamStatusReason> reasons) {}
