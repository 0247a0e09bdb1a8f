package dev.convexairbyte.source.state;

import org.jspecify.annotations.Nullable;

/** Where a stream stands between two pages. Timestamps are nanoseconds since the epoch. */
public sealed interface StreamPosition {

  /** Nothing read yet, or cleared. */
  record Unread() implements StreamPosition {}

  /**
   * Before or in the middle of the table. The snapshot is chosen, and saved, before the first
   * record is out: a second attempt at another snapshot would never hear of a document that the
   * first one copied and that was deleted in between.
   *
   * @param snapshot what the walk reads; must go with the cursor
   * @param cursor the last page's, opaque; null before the first page
   */
  record InSnapshot(long snapshot, @Nullable String cursor) implements StreamPosition {}

  /**
   * The copy is as the deployment was at {@code cursor}; what follows is in the log. A full refresh
   * ends here.
   */
  record InLog(long cursor) implements StreamPosition {}
}
