package dev.convexairbyte.stub.tables;

/** Where a physical table stands in its life. */
public enum TableState {
  /** The one that its name means. */
  ACTIVE,
  /** Being filled by an import, to take over the name of an active one. */
  HIDDEN,
  /** Dropped or replaced. */
  DELETING
}
