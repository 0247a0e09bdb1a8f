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

/** A step along the ids of the current table, as of the cursor's time; never into the next one. */
final class TableStep {

  private TableStep() {}

  static Step take(
      DocumentLog log,
      SyncCursor cursor,
      SortedMap<TabletId, TableName> selected,
      SyncLimits limits) {
    TableWalk walk = cursor.current().orElseThrow();
    List<LogEntry> entries = new ArrayList<>();
    long bytes = 0;
    try (Stream<LogEntry> rest = log.documents(walk.tablet(), cursor.ts(), walk.last())) {
      for (Iterator<LogEntry> next = rest.iterator(); next.hasNext(); ) {
        LogEntry entry = next.next();
        entries.add(entry);
        bytes += entry.document().orElseThrow().size();
        if (entries.size() >= limits.documents() || bytes >= limits.bytes()) {
          return new Step(entries, cursor.walked(entry.id(), entries.size()));
        }
      }
    }
    return new Step(entries, cursor.finished(entries.size(), selected));
  }
}
