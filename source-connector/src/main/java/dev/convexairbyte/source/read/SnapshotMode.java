package dev.convexairbyte.source.read;

/** When an incremental stream is read from its table instead of from the change log. */
public enum SnapshotMode {
  /** Once; a saved state that the deployment no longer serves is an error. */
  INITIAL,
  /** Once, and again when the deployment no longer serves the saved state. */
  WHEN_NEEDED
}
