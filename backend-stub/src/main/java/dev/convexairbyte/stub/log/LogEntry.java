package dev.convexairbyte.stub.log;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.Comparator;
import java.util.Optional;

/**
 * One revision of one document.
 *
 * @param ts the commit it belongs to, nanoseconds since 1970
 * @param document with its system fields; empty for a tombstone
 */
public record LogEntry(long ts, TabletId tablet, DocumentId id, Optional<ObjectValue> document) {

  /** The order in which the log is read. */
  public static final Comparator<LogEntry> ORDER =
      Comparator.comparingLong(LogEntry::ts)
          .thenComparing(LogEntry::tablet)
          .thenComparing(LogEntry::id);

  public boolean isTombstone() {
    return document.isEmpty();
  }
}
