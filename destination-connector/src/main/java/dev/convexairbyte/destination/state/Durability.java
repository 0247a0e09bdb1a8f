package dev.convexairbyte.destination.state;

import dev.convexairbyte.cdk.message.StreamDescriptor;

/** How far the streams of a write have come. */
public interface Durability {

  /**
   * The input line of the stream's oldest record that is not durable yet, {@link Long#MAX_VALUE} if
   * all are.
   */
  long firstPendingLine(StreamDescriptor stream);

  /**
   * The input line of the stream's oldest record that waits for its batch to fill up, {@link
   * Long#MAX_VALUE} if none does.
   */
  long firstUnsentLine(StreamDescriptor stream);

  /** Whether the stream's table still has to be cleared. */
  boolean isClearOwed(StreamDescriptor stream);
}
