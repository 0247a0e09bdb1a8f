package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The log, what is known of its tables, and the commits to it. One transaction or read at a time
 * has the turn, and none may be started from within another. Who may take long works on a snapshot
 * and takes turns only to read and to commit.
 */
public final class Database implements AutoCloseable {

  private static final long NANOS_A_SECOND = 1_000_000_000;
  private static final double NANOS_A_MILLISECOND = 1e6;

  private final DocumentLog log;
  private final Clock clock;
  private final IdSource ids;
  private final TableCatalog catalog = new TableCatalog();
  private final KeyIndexes keys = new KeyIndexes();

  /** Fair: a long scan asks for it again at once, and must not get ahead of those who wait. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final List<Consumer<List<LogEntry>>> observers = new CopyOnWriteArrayList<>();

  private final byte[] secret;
  private @Nullable TableCatalog newestCatalog;

  /**
   * Opens the deployment that the log tells of; an empty log becomes a new deployment. Imports that
   * were filling hidden tables when the log was last used are given up.
   */
  public Database(DocumentLog log, Clock clock, RandomGenerator random) {
    this.log = log;
    this.clock = clock;
    this.ids = new IdSource(random, clock, log.latest() / NANOS_A_MILLISECOND);
    Bootstrap bootstrap = new Bootstrap(log, this::nextTimestamp);
    bootstrap.run(catalog, random);
    this.secret = bootstrap.secret();
    commit(TransactionLimits.NONE, transaction -> transaction.catalog().dropHidden());
  }

  /** 32 bytes that only this deployment knows, the same for as long as its log lives. */
  public byte[] secret() {
    return secret.clone();
  }

  /**
   * Runs the work and commits what it wrote; whatever it throws, nothing is written. Throws
   * IllegalStateException where the caller is within a transaction or a read already.
   */
  public <T> T transact(TransactionLimits limits, Function<Transaction, T> work) {
    return inTurn(() -> run(limits, work));
  }

  /**
   * Like transact, and returns the timestamp of the commit: that of the newest one where the work
   * wrote nothing.
   */
  public long commit(TransactionLimits limits, Consumer<Transaction> work) {
    return inTurn(
        () -> {
          run(
              limits,
              transaction -> {
                work.accept(transaction);
                return transaction;
              });
          return log.latest();
        });
  }

  private <T> T run(TransactionLimits limits, Function<Transaction, T> work) {
    Transaction transaction =
        new Transaction(
            new DocumentChanges(new NewestDocuments(log), keys),
            new CatalogChanges(catalog, ids),
            ids,
            limits);
    T result = work.apply(transaction);
    commit(transaction);
    return result;
  }

  /**
   * Like transact, but the work does not have the turn: it sees the deployment as of its beginning,
   * may take as long as it likes, and holds up nobody. Throws ConflictException, and writes
   * nothing, where others have committed meanwhile what it has read.
   *
   * @param permission asked for at last, when there is nothing more to wait for; whatever it
   *     throws, nothing is written
   */
  public <T> T attempt(
      TransactionLimits limits, Runnable permission, Function<Transaction, T> work) {
    Began began = inTurn(() -> begin(log.latest(), limits));
    T result = work.apply(began.transaction());
    inTurn(
        () -> {
          if (began.transaction().hasWritten() && !began.snapshot().stillHolds(log, catalog)) {
            throw new ConflictException();
          }
          permission.run();
          commit(began.transaction());
          return result;
        });
    return result;
  }

  /**
   * Has the deployment read as of a commit, without the turn; what the work writes is for its own
   * eyes. Throws BackendException where the time is after the newest commit or before the first.
   */
  public <T> T readAt(long ts, TransactionLimits limits, Function<Transaction, T> work) {
    Began began =
        inTurn(
            () -> {
              if (ts > log.latest() || ts < log.earliest()) {
                throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
              }
              return begin(ts, limits);
            });
    return work.apply(began.transaction());
  }

  /** The timestamp of the newest commit. */
  public long latest() {
    return inTurn(log::latest);
  }

  private record Began(Transaction transaction, Snapshot snapshot) {}

  private Began begin(long ts, TransactionLimits limits) {
    Snapshot snapshot = new Snapshot(this, ts);
    return new Began(
        new Transaction(
            new DocumentChanges(snapshot, new KeyIndexes()),
            new CatalogChanges(catalogAt(ts), ids),
            ids,
            limits),
        snapshot);
  }

  /** A catalog that does not follow further commits; the newest one serves many. */
  private TableCatalog catalogAt(long ts) {
    if (ts != log.latest()) {
      return catalog.asOf(ts);
    }
    TableCatalog known = newestCatalog;
    if (known == null) {
      known = catalog.asOf(ts);
      newestCatalog = known;
    }
    return known;
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
    if (entries.stream().anyMatch(entry -> SystemTables.makesCatalog(entry.tablet()))) {
      newestCatalog = null;
    }
    transaction.catalog().dropped().forEach(keys::drop);
    observers.forEach(observer -> observer.accept(entries));
  }

  /**
   * Has every commit from now on told, on the thread that made it and within its turn: the observer
   * must be quick, throw nothing, and not use the deployment.
   */
  public void observe(Consumer<List<LogEntry>> observer) {
    observers.add(observer);
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

  /** The documents that a table holds now, by id; none where there is no table. */
  public List<ObjectValue> documents(String component, String table) {
    return inTurn(() -> live(component, table).toList());
  }

  /** Whether a table holds no document, or is not there. */
  public boolean isEmpty(String component, String table) {
    return inTurn(() -> live(component, table).findFirst().isEmpty());
  }

  private Stream<ObjectValue> live(String component, String table) {
    Stream<Table> named = catalog.active(component, table).stream();
    return named
        .flatMap(found -> log.documents(found.tablet(), log.latest(), DocumentId.MIN))
        .map(entry -> entry.document().orElseThrow());
  }

  /**
   * The documents that a tablet held as of a commit, in id order. They are read a part at a time as
   * the caller goes on, so others commit in between; each part throws IllegalStateException like
   * transact.
   */
  public Iterator<LogEntry> documents(TabletId tablet, long ts) {
    return new DocumentScan(this, tablet, ts);
  }

  /** Waits for the transaction or read that has its turn, and closes the log. */
  @Override
  public void close() {
    inTurn(
        () -> {
          log.close();
          return log;
        });
  }

  /** Later than every commit; the clock only where it is ahead. */
  private long nextTimestamp() {
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * NANOS_A_SECOND + now.getNano();
    return Math.max(log.latest() + 1, nanos);
  }
}
