package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.failure.ConnectorException;

/** The failure of a walk that would never end. */
final class StuckWalk {

  private StuckWalk() {}

  /**
   * @param walked what was being read
   */
  static ConnectorException of(String walked) {
    return ConnectorException.system(
        "Tried to read %s but failed because the deployment announced more pages without moving on; sync again later."
            .formatted(walked));
  }
}
