package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.export.Selection.Columns;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One page of changes. The limit counts every row of the log that is read, whether it is selected
 * or not; a transaction is never split. Mirrors document_deltas of get-convex/convex-backend,
 * crates/database/src/database.rs.
 *
 * @param cursor the last timestamp read, or the newest commit once all is read: earlier than what
 *     was asked for where that lay in the future
 */
record DeltasPage(List<Row> rows, long cursor, boolean hasMore) {

  static DeltasPage read(
      DocumentLog log, TableCatalog catalog, long cursor, Selection selection, int limit) {
    List<Row> rows = new ArrayList<>();
    try (Stream<LogEntry> entries = log.after(cursor)) {
      int read = 0;
      long last = cursor;
      for (Iterator<LogEntry> next = entries.iterator(); next.hasNext(); ) {
        LogEntry entry = next.next();
        if (read >= limit && entry.ts() > last) {
          return new DeltasPage(rows, last, true);
        }
        read++;
        last = entry.ts();
        row(catalog, selection, entry).ifPresent(rows::add);
      }
    }
    return new DeltasPage(rows, log.latest(), false);
  }

  /** What a tablet is now decides, not what it was then: a dropped table's changes are gone. */
  private static Optional<Row> row(TableCatalog catalog, Selection selection, LogEntry entry) {
    Optional<Table> table = exported(catalog, entry.tablet());
    if (table.isEmpty()) {
      return Optional.empty();
    }
    Optional<Columns> columns = selection.columns(table.get().component(), table.get().name());
    return columns.map(selected -> new Row(table.get(), selected, entry));
  }

  private static Optional<Table> exported(TableCatalog catalog, TabletId tablet) {
    return catalog.table(tablet).filter(Table::isLive);
  }
}
