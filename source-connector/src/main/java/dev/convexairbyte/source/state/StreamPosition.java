package dev.convexairbyte.source.state;

/** Where a stream stands between two pages. Timestamps are nanoseconds since the epoch. */
public sealed interface StreamPosition {

  /** Nothing read yet, or cleared. */
  record Unread() implements StreamPosition {}

  /**
   * In the middle of the table.
   *
   * @param snapshot what the walk reads; must go with the cursor
   * @param cursor the last page's, opaque
   */
  record InSnapshot(long snapshot, String cursor) implements StreamPosition {}

  /**
   * The copy is as the deployment was at {@code cursor}; what follows is in the log. A full refresh
   * ends here.
   */
  record InLog(long cursor) implements StreamPosition {}
}
