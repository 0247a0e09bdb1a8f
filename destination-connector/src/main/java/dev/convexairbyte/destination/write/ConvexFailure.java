package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.ConvexException;

/** Says in Airbyte's terms what a deployment's refusal means; the sentence is the client's. */
public final class ConvexFailure {

  private ConvexFailure() {}

  /** The failure to throw in place of this one. */
  public static ConnectorException of(ConvexException failure) {
    String sentence = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case REFUSED -> ConnectorException.config(sentence, failure);
      case PASSING -> ConnectorException.transientFault(sentence, failure);
      case UNEXPECTED -> ConnectorException.system(sentence, failure);
    };
  }
}
