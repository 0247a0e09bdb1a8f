package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * One page of a sync: either more of the table that is being walked, as of the cursor's time, or
 * what happened since to the documents that are captured. Mirrors data_sync of
 * get-convex/convex-backend, crates/streaming_export/src/lib.rs.
 *
 * @param truncates tables that the sync starts on with this page: clients drop what they have
 * @param entries the revisions to apply after that, in order
 * @param selected every table of the sync, captured or not
 */
record SyncPage(
    List<TableName> truncates,
    List<LogEntry> entries,
    SyncCursor cursor,
    SyncStatus status,
    SortedMap<TabletId, TableName> selected) {

  /** How far the cursor may lie behind the newest commit for a table to be walked at it. */
  private static final long FRESHNESS = Duration.ofSeconds(30).toNanos();

  /** What one step along the ids or along the log yields. */
  record Step(List<LogEntry> entries, SyncCursor cursor) {}

  static SyncPage read(
      DocumentLog log,
      SyncCursor before,
      SortedMap<TabletId, TableName> selected,
      SyncLimits limits) {
    long latest = log.latest();
    SyncCursor cursor = before.within(selected);
    boolean byId = cursor.current().isPresent() && latest - cursor.ts() < FRESHNESS;
    Step step =
        byId
            ? TableStep.take(log, cursor, selected, limits)
            : LogStep.take(log, cursor, selected, limits);
    return new SyncPage(
        truncates(before, step.cursor()),
        step.entries(),
        step.cursor(),
        SyncStatus.of(step.cursor(), latest),
        selected);
  }

  private static List<TableName> truncates(SyncCursor before, SyncCursor after) {
    SortedMap<TabletId, TableName> known = before.tracked();
    return after.tracked().entrySet().stream()
        .filter(table -> !known.containsKey(table.getKey()))
        .map(Map.Entry::getValue)
        .distinct()
        .sorted()
        .toList();
  }
}
