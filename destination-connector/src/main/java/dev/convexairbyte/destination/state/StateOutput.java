package dev.convexairbyte.destination.state;

import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;

/** Where STATEs go back to. */
@FunctionalInterface
public interface StateOutput {

  /**
   * Sends a STATE back.
   *
   * @param records since the STATE before it in the same scope
   */
  void send(IncomingState state, RecordCounts records);
}
