package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.export.Selection.Columns;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.stub.tables.TableState;
import dev.convexairbyte.values.DocumentId;
import java.util.List;
import java.util.Optional;
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
      int limit) {
    List<Table> tables =
        catalog.tables(snapshot).stream()
            .filter(table -> !table.isSystem() && table.state() == TableState.ACTIVE)
            .filter(table -> selection.columns(table.component(), table.name()).isPresent())
            .filter(table -> cursor.map(at -> isFrom(at, table)).orElse(true))
            .toList();
    if (tables.isEmpty()) {
      return new SnapshotPage(List.of(), snapshot, Optional.empty());
    }
    Table table = tables.get(0);
    // A cursor of another table bounds this one too, as text: the backend does not compare tablets.
    DocumentId after = cursor.map(SnapshotCursor::id).orElse(DocumentId.MIN);
    List<Row> rows = rows(log, table, selection, snapshot, after, limit);
    if (rows.size() == limit) {
      DocumentId last = rows.get(limit - 1).entry().id();
      return new SnapshotPage(
          rows, snapshot, Optional.of(new SnapshotCursor(table.tablet(), last)));
    }
    Optional<SnapshotCursor> next =
        tables.stream().skip(1).findFirst().map(Table::tablet).map(SnapshotCursor::startOf);
    return new SnapshotPage(rows, snapshot, next);
  }

  private static boolean isFrom(SnapshotCursor cursor, Table table) {
    return table.tablet().compareTo(cursor.tablet()) >= 0;
  }

  private static List<Row> rows(
      DocumentLog log,
      Table table,
      Selection selection,
      long snapshot,
      DocumentId after,
      int limit) {
    Columns columns = selection.columns(table.component(), table.name()).orElseThrow();
    try (Stream<LogEntry> documents = log.documents(table.tablet(), snapshot, after)) {
      return documents.limit(limit).map(entry -> new Row(table, columns, entry)).toList();
    }
  }
}
