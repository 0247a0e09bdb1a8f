package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What a deployment has before anybody has used it. */
final class Bootstrap {

  private static final int SECRET_BYTES = 32;

  private final DocumentLog log;
  private final LongSupplier nextTimestamp;

  /**
   * @param nextTimestamp later than every commit
   */
  Bootstrap(DocumentLog log, LongSupplier nextTimestamp) {
    this.log = log;
    this.nextTimestamp = nextTimestamp;
  }

  /** Makes a deployment of an empty log, and has the catalog know what any log tells of tables. */
  void run(TableCatalog catalog, RandomGenerator random) {
    if (log.latest() == 0) {
      log.append(first(random));
    }
    for (Table table : SystemTables.ALL) {
      try (Stream<LogEntry> rows = log.revisions(table.tablet())) {
        rows.forEach(catalog::apply);
      }
    }
    addMissingTables(catalog);
  }

  private List<LogEntry> first(RandomGenerator random) {
    long ts = nextTimestamp.getAsLong();
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    Stream<LogEntry> tables =
        SystemTables.ALL.stream()
            .map(table -> row(ts, SystemTables.TABLES, table, SystemTables.row(table)));
    return Stream.concat(
            tables,
            Stream.of(
                row(ts, SystemTables.SECRETS, SystemTables.SECRETS, SystemTables.secret(secret))))
        .toList();
  }

  /** A log that an older version of the stub wrote knows fewer of them. */
  private void addMissingTables(TableCatalog catalog) {
    long ts = nextTimestamp.getAsLong();
    List<LogEntry> missing =
        SystemTables.ALL.stream()
            .filter(table -> catalog.table(table.tablet()).isEmpty())
            .map(table -> row(ts, SystemTables.TABLES, table, SystemTables.row(table)))
            .toList();
    if (!missing.isEmpty()) {
      log.append(missing);
      missing.forEach(catalog::apply);
    }
  }

  private static LogEntry row(long ts, Table in, Table of, ObjectValue row) {
    return new LogEntry(ts, in.tablet(), SystemTables.rowId(in, of.tablet()), Optional.of(row));
  }

  /** The bytes that only this deployment knows. */
  byte[] secret() {
    DocumentId id = SystemTables.rowId(SystemTables.SECRETS, SystemTables.SECRETS.tablet());
    return log.document(SystemTables.SECRETS.tablet(), id, log.latest())
        .flatMap(LogEntry::document)
        .map(SystemTables::secret)
        .orElseThrow();
  }
}
