package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.DocumentId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a sync is. Mirrors DataSyncCursor of get-convex/convex-backend,
 * crates/table_iteration/src/data_sync.rs.
 *
 * @param syncId names the sync for its whole life
 * @param ts what was captured was captured as of this time
 * @param synced the tablets of which every document is captured
 * @param current the tablet of which some are; empty once no table is left
 * @param documents revisions and tombstones sent so far, repeats included
 */
record SyncCursor(
    String syncId,
    long ts,
    SortedMap<TabletId, TableName> synced,
    Optional<TableWalk> current,
    long documents) {

  SyncCursor {
    synced = Collections.unmodifiableSortedMap(new TreeMap<>(synced));
  }

  /** Of a sync that has captured nothing yet. */
  static SyncCursor start(String syncId, long ts) {
    return new SyncCursor(syncId, ts, Collections.emptySortedMap(), Optional.empty(), 0);
  }

  /** Whether the client was sent the document, so that it must be sent its changes too. */
  boolean captures(LogEntry entry) {
    return synced.containsKey(entry.tablet())
        || current
            .filter(walk -> walk.tablet().equals(entry.tablet()))
            .filter(walk -> entry.id().compareTo(walk.last()) <= 0)
            .isPresent();
  }

  /** The tablets that are captured in part or whole. */
  SortedMap<TabletId, TableName> tracked() {
    SortedMap<TabletId, TableName> tracked = new TreeMap<>(synced);
    current.ifPresent(walk -> tracked.put(walk.tablet(), walk.table()));
    return tracked;
  }

  /** Forgets tablets that are no longer selected, and starts on one that is, where none is. */
  SyncCursor within(SortedMap<TabletId, TableName> selected) {
    SortedMap<TabletId, TableName> kept = new TreeMap<>(synced);
    kept.keySet().retainAll(selected.keySet());
    Optional<TableWalk> walk =
        current
            .filter(going -> selected.containsKey(going.tablet()))
            .or(() -> firstOf(selected, kept));
    return new SyncCursor(syncId, ts, kept, walk, documents);
  }

  /** After a page of the current table that was not its last. */
  SyncCursor walked(DocumentId last, int more) {
    Optional<TableWalk> further = current.map(walk -> walk.after(last, more));
    return new SyncCursor(syncId, ts, synced, further, documents + more);
  }

  /** After the last page of the current table: starts on the next. */
  SyncCursor finished(int more, SortedMap<TabletId, TableName> selected) {
    SortedMap<TabletId, TableName> all = tracked();
    return new SyncCursor(syncId, ts, all, firstOf(selected, all), documents + more);
  }

  /** After a page of the log. */
  SyncCursor advanced(long to, int more) {
    return new SyncCursor(syncId, to, synced, current, documents + more);
  }

  private static Optional<TableWalk> firstOf(
      SortedMap<TabletId, TableName> selected, SortedMap<TabletId, TableName> done) {
    return selected.entrySet().stream()
        .filter(table -> !done.containsKey(table.getKey()))
        .findFirst()
        .map(table -> TableWalk.startOf(table.getKey(), table.getValue()));
  }
}
