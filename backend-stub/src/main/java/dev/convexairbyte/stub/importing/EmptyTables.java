package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.database.CatalogChanges;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.schema.DeclaredSchema;
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
  private final Backfill backfill;
  private List<Table> hidden = List.of();
  private Optional<DeclaredSchema> schema = Optional.empty();

  private EmptyTables(Database database, Backfill backfill) {
    this.database = database;
    this.backfill = backfill;
  }

  /** Throws INVALID_IMPORT where the index of a table that is there is still being filled. */
  static EmptyTables prepare(Database database, Backfill backfill, Set<String> names) {
    return database.transact(
        TransactionLimits.BACKEND,
        transaction -> {
          EmptyTables tables = new EmptyTables(database, backfill);
          tables.schema = transaction.catalog().schema();
          tables.hidden =
              names.stream().map(name -> tables.prepare(transaction.catalog(), name)).toList();
          return tables;
        });
  }

  private Table prepare(CatalogChanges catalog, String name) {
    Optional<PrimaryKeyIndex> index = readyIndex(catalog, name);
    Table table = catalog.addHidden("", name);
    index.ifPresent(ready -> copy(catalog, ready, table));
    return table;
  }

  /**
   * All at once; throws like prepare, as an index may have come since, and IMPORT_SCHEMA_CHANGED
   * where the schema is another now.
   */
  void takeOver() {
    database.transact(
        TransactionLimits.BACKEND,
        transaction -> {
          if (!transaction.catalog().schema().equals(schema)) {
            throw new BackendException(BackendError.IMPORT_SCHEMA_CHANGED);
          }
          hidden.forEach(table -> takeOver(transaction.catalog(), table));
          return hidden.size();
        });
  }

  private void takeOver(CatalogChanges catalog, Table table) {
    Optional<PrimaryKeyIndex> index = readyIndex(catalog, table.name());
    index.ifPresent(ready -> copy(catalog, ready, table));
    catalog.activate(table);
  }

  private Optional<PrimaryKeyIndex> readyIndex(CatalogChanges catalog, String name) {
    Optional<PrimaryKeyIndex> index =
        catalog.table("", name).flatMap(table -> backfill.index(catalog, table));
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
