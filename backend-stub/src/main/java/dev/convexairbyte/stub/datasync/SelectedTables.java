package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.export.Selection;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables that a selection means now. */
final class SelectedTables {

  private SelectedTables() {}

  /** By tablet; with those that an import is filling, as the backend has them too. */
  static SortedMap<TabletId, TableName> of(TableCatalog catalog, Selection selection) {
    SortedMap<TabletId, TableName> selected = new TreeMap<>();
    for (Table table : catalog.tables()) {
      if (table.isLive() && selection.columns(table.component(), table.name()).isPresent()) {
        selected.put(table.tablet(), TableName.of(table));
      }
    }
    return selected;
  }
}
