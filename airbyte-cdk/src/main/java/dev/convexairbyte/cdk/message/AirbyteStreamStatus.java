package dev.convexairbyte.cdk.message;

/** The stages of a stream within one sync. */
public enum AirbyteStreamStatus {
  STARTED,
  RUNNING,
  COMPLETE,
  INCOMPLETE
}
