package dev.convexairbyte.source.read;

/** When a table is read from its start. */
public enum SnapshotMode {
  /** Once; a saved place that the deployment no longer has is an error. */
  INITIAL,
  /** Also when the deployment no longer has the place that was saved. */
  WHEN_NEEDED
}
