package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The revisions as of one timestamp, read in short turns while others commit. Remembers what was
 * read, to tell later whether it is still so.
 */
final class Snapshot implements CommittedDocuments {

  private final Database database;
  private final long ts;
  private final Map<RowKey, Long> revisions = new HashMap<>();
  private final Set<TabletId> scanned = new HashSet<>();

  Snapshot(Database database, long ts) {
    this.database = database;
    this.ts = ts;
  }

  @Override
  public Optional<ObjectValue> document(TabletId tablet, DocumentId id) {
    Optional<LogEntry> found = database.read((log, catalog) -> log.document(tablet, id, ts));
    revisions.put(new RowKey(tablet, id), revision(found));
    return found.flatMap(LogEntry::document);
  }

  @Override
  public void documents(TabletId tablet, BiConsumer<DocumentId, ObjectValue> taker) {
    scanned.add(tablet);
    for (Iterator<LogEntry> all = database.documents(tablet, ts); all.hasNext(); ) {
      LogEntry entry = all.next();
      taker.accept(entry.id(), entry.document().orElseThrow());
    }
  }

  private static long revision(Optional<LogEntry> found) {
    return found.map(LogEntry::ts).orElse(0L);
  }

  /**
   * Whether nothing that was read has changed since, for a caller that has the turn. Tables are
   * taken as a whole, and so is the catalog.
   */
  boolean stillHolds(DocumentLog log, TableCatalog catalog) {
    return !catalog.hasChanged(SystemTables.TABLES.tablet(), ts)
        && !catalog.hasChanged(SystemTables.SCHEMAS.tablet(), ts)
        && scanned.stream().noneMatch(tablet -> catalog.hasChanged(tablet, ts))
        && revisions.entrySet().stream().allMatch(read -> isNewest(log, catalog, read));
  }

  private boolean isNewest(DocumentLog log, TableCatalog catalog, Map.Entry<RowKey, Long> read) {
    RowKey row = read.getKey();
    return !catalog.hasChanged(row.tablet(), ts)
        || revision(log.document(row.tablet(), row.id(), log.latest())) == read.getValue();
  }
}
