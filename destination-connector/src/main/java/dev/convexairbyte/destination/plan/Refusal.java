package dev.convexairbyte.destination.plan;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.StreamDescriptor;

/** The sentence for a stream that cannot be planned. */
final class Refusal {

  private Refusal() {}

  static ConnectorException of(StreamDescriptor stream, String reason, String remedy) {
    return ConnectorException.config(
        "Tried to plan stream " + stream + " but failed because " + reason + "; " + remedy + ".");
  }
}
