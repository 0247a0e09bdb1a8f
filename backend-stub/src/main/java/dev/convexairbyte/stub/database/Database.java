package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The log, what is known of its tables, and the commits to it. One transaction or read at a time,
 * so none ever conflicts, and none may be started from within another.
 */
public final class Database {

  private static final long NANOS_A_SECOND = 1_000_000_000;

  private final DocumentLog log;
  private final Clock clock;
  private final IdSource ids;
  private final TableCatalog catalog = new TableCatalog();
  private final KeyIndexes keys = new KeyIndexes();
  private final ReentrantLock turn = new ReentrantLock();

  /** Opens the deployment that the log tells of; an empty log becomes a new deployment. */
  public Database(DocumentLog log, Clock clock, RandomGenerator random) {
    this.log = log;
    this.clock = clock;
    this.ids = new IdSource(random, clock);
    if (log.latest() == 0) {
      log.append(bootstrap(nextTimestamp()));
    }
    try (Stream<LogEntry> entries = log.after(0)) {
      entries.forEach(catalog::apply);
    }
  }

  private static List<LogEntry> bootstrap(long ts) {
    return Stream.of(SystemTables.TABLES, SystemTables.INDEXES, SystemTables.SCHEMAS)
        .map(
            table ->
                new LogEntry(
                    ts,
                    SystemTables.TABLES.tablet(),
                    SystemTables.rowId(SystemTables.TABLES, table.tablet()),
                    Optional.of(SystemTables.row(table))))
        .toList();
  }

  /**
   * Runs the work and commits what it wrote; whatever it throws, nothing is written. Throws
   * IllegalStateException where the caller is within a transaction or a read already.
   */
  public <T> T transact(TransactionLimits limits, Function<Transaction, T> work) {
    return inTurn(
        () -> {
          Transaction transaction =
              new Transaction(log, new CatalogChanges(catalog, ids), keys, ids, limits);
          T result = work.apply(transaction);
          commit(transaction);
          return result;
        });
  }

  private <T> T inTurn(Supplier<T> work) {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "Tried to use the deployment within a transaction or read of it but failed because neither can be"
              + " nested; do all in one, or one after the other.");
    }
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  private void commit(Transaction transaction) {
    List<LogEntry> entries = transaction.entries(nextTimestamp());
    if (entries.isEmpty()) {
      return;
    }
    long before = log.latest();
    log.append(entries);
    transaction.writes().forEach((row, after) -> updateKeys(row, before, after));
    entries.forEach(catalog::apply);
    transaction.catalog().dropped().forEach(keys::drop);
  }

  private void updateKeys(RowKey row, long before, Optional<ObjectValue> after) {
    if (keys.cover(row.tablet())) {
      Optional<LogEntry> replaced = log.document(row.tablet(), row.id(), before);
      keys.update(row.tablet(), row.id(), replaced.flatMap(LogEntry::document), after);
    }
  }

  /**
   * Reads the log and the catalog while nothing is committed; streams must not leave the work.
   * Throws IllegalStateException like transact.
   */
  public <T> T read(BiFunction<DocumentLog, TableCatalog, T> work) {
    return inTurn(() -> work.apply(log, catalog));
  }

  /** Later than every commit; the clock only where it is ahead. */
  private long nextTimestamp() {
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * NANOS_A_SECOND + now.getNano();
    return Math.max(log.latest() + 1, nanos);
  }
}
