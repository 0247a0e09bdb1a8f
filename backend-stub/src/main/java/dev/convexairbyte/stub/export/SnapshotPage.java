package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.export.Selection.Columns;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.values.DocumentId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * One page of a snapshot: tables by tablet, documents by id, never two tables. Mirrors
 * list_snapshot of get-convex/convex-backend, crates/database/src/database.rs.
 *
 * @param next where to go on; empty at the end
 */
record SnapshotPage(List<Row> rows, long snapshot, Optional<SnapshotCursor> next) {

  static SnapshotPage read(
      DocumentLog log,
      TableCatalog catalog,
      long snapshot,
      Optional<SnapshotCursor> cursor,
      Selection selection,
      PageLimit limit) {
    // A walk of many pages must not go through all tables for each.
    Iterator<Table> tables =
        catalog
            .tables(snapshot, cursor.map(SnapshotCursor::tablet).orElse(TabletId.MIN))
            .filter(Table::isVisible)
            .filter(table -> selection.columns(table.component(), table.name()).isPresent())
            .iterator();
    if (!tables.hasNext()) {
      return new SnapshotPage(List.of(), snapshot, Optional.empty());
    }
    Table table = tables.next();
    // A cursor of another table bounds this one too, as text: the backend does not compare tablets.
    DocumentId after = cursor.map(SnapshotCursor::id).orElse(DocumentId.MIN);
    List<Row> rows = new ArrayList<>();
    if (fill(rows, log, table, selection, snapshot, after, limit)) {
      DocumentId last = rows.get(rows.size() - 1).entry().id();
      return new SnapshotPage(
          rows, snapshot, Optional.of(new SnapshotCursor(table.tablet(), last)));
    }
    Optional<SnapshotCursor> next =
        tables.hasNext()
            ? Optional.of(SnapshotCursor.startOf(tables.next().tablet()))
            : Optional.empty();
    return new SnapshotPage(rows, snapshot, next);
  }

  /** Adds rows until the table ends, and says whether the limit came first. */
  private static boolean fill(
      List<Row> rows,
      DocumentLog log,
      Table table,
      Selection selection,
      long snapshot,
      DocumentId after,
      PageLimit limit) {
    Columns columns = selection.columns(table.component(), table.name()).orElseThrow();
    try (Stream<LogEntry> documents = log.documents(table.tablet(), snapshot, after)) {
      IntPredicate full = limit.start();
      Iterator<LogEntry> next = documents.iterator();
      while (next.hasNext()) {
        rows.add(new Row(table, columns, next.next()));
        if (full.test(rows.size())) {
          return true;
        }
      }
      return false;
    }
  }
}
