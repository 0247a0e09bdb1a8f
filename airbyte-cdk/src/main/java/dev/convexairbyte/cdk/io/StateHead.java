package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a destination needs of a STATE body: as AirbyteStateMessage, but of the positions no more
 * than that they are there. They can be large, and many STATEs may wait.
 */
public record StateHead(
    AirbyteStateMessage.@Nullable Type type,
    @Nullable StreamHead stream,
    @Nullable GlobalHead global,
    @Nullable Position data) {

  /** One stream; no position means that it was cleared. */
  public record StreamHead(
      @JsonProperty("stream_descriptor") StreamDescriptor streamDescriptor,
      @JsonProperty("stream_state") @Nullable Position streamState) {}

  /** Streams that share a position. */
  public record GlobalHead(
      @JsonProperty("shared_state") @Nullable Position sharedState,
      @JsonProperty("stream_states") List<StreamHead> streamStates) {}
}
