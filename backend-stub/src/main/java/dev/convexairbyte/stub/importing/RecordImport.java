package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimitException;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes records in their order, in as few transactions as the limits allow: what was committed
 * before a record that fails stays. Mirrors import_airbyte_records of get-convex/convex-backend,
 * crates/application/src/lib.rs.
 */
final class RecordImport {

  private final Database database;
  private final Backfill backfill;

  RecordImport(Database database, Backfill backfill) {
    this.database = database;
    this.backfill = backfill;
  }

  /**
   * @param streams the primary key of each table that records may be for; empty to append
   */
  void run(List<AirbyteRecord> records, Map<String, Optional<List<FieldPath>>> streams) {
    int done = 0;
    while (done < records.size()) {
      List<AirbyteRecord> rest = records.subList(done, records.size());
      done +=
          database.transact(
              TransactionLimits.BACKEND, transaction -> page(transaction, rest, streams));
    }
  }

  /** Writes as many records as one transaction takes, and tells how many. */
  private int page(
      Transaction transaction,
      List<AirbyteRecord> records,
      Map<String, Optional<List<FieldPath>>> streams) {
    int written = 0;
    for (AirbyteRecord record : records) {
      Optional<List<FieldPath>> key = streams.get(record.table());
      if (key == null) {
        throw new BackendException(BackendError.MISSING_STREAM, record.table());
      }
      try {
        write(transaction, record, key);
      } catch (TransactionLimitException e) {
        if (written == 0) {
          throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
        }
        return written;
      }
      written++;
    }
    return written;
  }

  private void write(Transaction transaction, AirbyteRecord record, Optional<List<FieldPath>> key) {
    if (key.isEmpty()) {
      transaction.insert(transaction.catalog().tableOrNew("", record.table()), record.fields());
      return;
    }
    List<FieldPath> unordered = key.get();
    unordered.forEach(path -> value(record, path));
    PrimaryKeyIndex index = index(transaction, record.table());
    List<FieldPath> paths = prefix(index, unordered, record.table());
    Table table = transaction.catalog().table("", record.table()).orElseThrow();
    List<ConvexValue> values = paths.stream().map(path -> value(record, path)).toList();
    upsert(transaction, table, record, transaction.find(table, paths, values));
  }

  private static void upsert(
      Transaction transaction, Table table, AirbyteRecord record, Set<DocumentId> found) {
    if (found.size() > 1) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    Optional<DocumentId> id = found.stream().findFirst();
    if (id.isEmpty()) {
      // The backend inserts a row that is told to be deleted and is not there.
      transaction.insert(table, record.fields());
      return;
    }
    if (record.deleted()) {
      transaction.delete(table, id.get());
      return;
    }
    transaction.replace(table, id.get(), record.fields());
  }

  private static ConvexValue value(AirbyteRecord record, FieldPath path) {
    return path.in(record.fields())
        .orElseThrow(
            () -> new BackendException(BackendError.MISSING_PRIMARY_KEY_VALUE, record.table()));
  }

  private PrimaryKeyIndex index(Transaction transaction, String table) {
    PrimaryKeyIndex index =
        transaction
            .catalog()
            .table("", table)
            .flatMap(found -> backfill.index(transaction.catalog(), found))
            .orElseThrow(
                () ->
                    new BackendException(
                        BackendError.INDEX_NOT_FOUND, PrimaryKeyIndex.nameOn(table)));
    if (index.backfilling()) {
      throw new BackendException(BackendError.INDEX_BACKFILLING, PrimaryKeyIndex.nameOn(table));
    }
    return index;
  }

  /** The key's paths in the index's order, which must start with them. */
  private static List<FieldPath> prefix(PrimaryKeyIndex index, List<FieldPath> key, String table) {
    if (!index.fields().containsAll(key)) {
      throw new BackendException(BackendError.FIELD_NOT_IN_INDEX, PrimaryKeyIndex.nameOn(table));
    }
    List<FieldPath> prefix = index.fields().subList(0, key.size());
    if (!prefix.containsAll(key)) {
      throw new BackendException(BackendError.INVALID_INDEX_RANGE, PrimaryKeyIndex.nameOn(table));
    }
    return prefix;
  }
}
