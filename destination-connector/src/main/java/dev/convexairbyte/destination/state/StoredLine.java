package dev.convexairbyte.destination.state;

/** The line of a STATE that waits. */
interface StoredLine {

  /** The line, which is kept no longer. */
  byte[] take();
}
