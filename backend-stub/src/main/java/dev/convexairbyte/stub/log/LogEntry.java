package dev.convexairbyte.stub.log;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.Comparator;
import java.util.List;
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

  /** Throws IllegalArgumentException unless the log, last appended to at a time, may take these. */
  static void requireTransaction(List<LogEntry> transaction, long latest) {
    if (transaction.isEmpty() || transaction.get(0).ts() <= latest) {
      throw new IllegalArgumentException("a transaction has entries, later than all before");
    }
    for (int i = 1; i < transaction.size(); i++) {
      LogEntry before = transaction.get(i - 1);
      LogEntry entry = transaction.get(i);
      if (entry.ts() != before.ts() || ORDER.compare(before, entry) >= 0) {
        throw new IllegalArgumentException("a transaction has one timestamp and is in order");
      }
    }
  }

  public boolean isTombstone() {
    return document.isEmpty();
  }
}
