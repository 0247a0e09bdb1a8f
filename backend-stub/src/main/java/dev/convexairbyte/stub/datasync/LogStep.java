package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.datasync.SyncPage.Step;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A step along the log: whole transactions, of which only captured documents are sent. Mirrors
 * ts_page of get-convex/convex-backend, crates/table_iteration/src/data_sync.rs.
 */
final class LogStep {

  private final SyncCursor cursor;
  private final SyncLimits limits;
  private final List<LogEntry> whole = new ArrayList<>();
  private final List<LogEntry> open = new ArrayList<>();
  private long reached;
  private long openTs;
  private long bytes;
  private int rowsRead;

  private LogStep(SyncCursor cursor, SyncLimits limits) {
    this.cursor = cursor;
    this.limits = limits;
    reached = cursor.ts();
    openTs = cursor.ts();
  }

  static Step take(
      DocumentLog log,
      SyncCursor cursor,
      SortedMap<TabletId, TableName> selected,
      SyncLimits limits) {
    try (Stream<LogEntry> entries = entries(log, cursor, selected)) {
      return new LogStep(cursor, limits).read(entries.iterator(), log.latest());
    }
  }

  /** The backend reads a single table's rows alone; two are read with all between them. */
  private static Stream<LogEntry> entries(
      DocumentLog log, SyncCursor cursor, SortedMap<TabletId, TableName> selected) {
    Stream<LogEntry> all = log.after(cursor.ts());
    return selected.size() == 1 ? all.filter(entry -> selected.containsKey(entry.tablet())) : all;
  }

  private Step read(Iterator<LogEntry> entries, long latest) {
    while (entries.hasNext()) {
      LogEntry entry = entries.next();
      if (entry.ts() > openTs) {
        closeTransaction();
        if (isFull()) {
          return step();
        }
        openTs = entry.ts();
      }
      rowsRead++;
      if (cursor.captures(entry)) {
        open.add(entry);
      }
      // The transaction that reaches the limit is read again by the next page, even where it ends
      // here; only one that is the page's first is read to its end.
      if (rowsRead >= limits.logRows() && reached > cursor.ts()) {
        return step();
      }
    }
    openTs = latest;
    closeTransaction();
    return step();
  }

  private void closeTransaction() {
    for (LogEntry entry : open) {
      bytes += entry.document().map(document -> document.size()).orElse(0);
    }
    whole.addAll(open);
    open.clear();
    reached = openTs;
  }

  private boolean isFull() {
    return reached > cursor.ts()
        && (rowsRead >= limits.logRows()
            || whole.size() >= limits.documents()
            || bytes >= limits.bytes());
  }

  private Step step() {
    return new Step(whole, cursor.advanced(reached, whole.size()));
  }
}
