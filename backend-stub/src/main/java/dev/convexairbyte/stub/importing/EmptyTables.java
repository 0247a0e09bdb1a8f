package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.database.CatalogChanges;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hidden empty tables on their way to take the place of those of their names. Made in one
 * transaction and shown in another, as in the backend: document_deltas sees them between.
 */
final class EmptyTables {

  private final Database database;
  private final List<Table> hidden;

  private EmptyTables(Database database, List<Table> hidden) {
    this.database = database;
    this.hidden = hidden;
  }

  /** Throws INVALID_IMPORT where the index of a table that is there is still being filled. */
  static EmptyTables prepare(Database database, Set<String> names) {
    return new EmptyTables(
        database,
        database.transact(
            TransactionLimits.BACKEND,
            transaction ->
                names.stream().map(name -> prepare(transaction.catalog(), name)).toList()));
  }

  private static Table prepare(CatalogChanges catalog, String name) {
    Optional<PrimaryKeyIndex> index = readyIndex(catalog, name);
    Table table = catalog.addHidden("", name);
    index.ifPresent(ready -> copy(catalog, ready, table));
    return table;
  }

  /** All at once; throws like prepare, as an index may have come since. */
  void takeOver() {
    database.transact(
        TransactionLimits.BACKEND,
        transaction -> {
          hidden.forEach(table -> takeOver(transaction.catalog(), table));
          return hidden.size();
        });
  }

  private static void takeOver(CatalogChanges catalog, Table table) {
    Optional<PrimaryKeyIndex> index = readyIndex(catalog, table.name());
    index.ifPresent(ready -> copy(catalog, ready, table));
    catalog.activate(table);
  }

  private static Optional<PrimaryKeyIndex> readyIndex(CatalogChanges catalog, String name) {
    Optional<PrimaryKeyIndex> index = catalog.table("", name).flatMap(catalog::index);
    if (index.filter(PrimaryKeyIndex::backfilling).isPresent()) {
      throw new BackendException(BackendError.INVALID_IMPORT, name);
    }
    return index;
  }

  private static void copy(CatalogChanges catalog, PrimaryKeyIndex index, Table to) {
    PrimaryKeyIndex copy = new PrimaryKeyIndex(to.tablet(), index.fields(), false);
    if (catalog.index(to).filter(copy::equals).isEmpty()) {
      catalog.put(copy);
    }
  }
}
