package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps one row a sync in a system table: syncs write to the deployment that they read. */
public final class SyncProgress {

  private static final long ACTIVE_MILLIS = Duration.ofDays(3).toMillis();
  private static final long WRITE_INTERVAL_MILLIS = Duration.ofSeconds(5).toMillis();
  private static final List<FieldPath> SYNC_ID =
      List.of(new FieldPath(List.of(ActiveSync.SYNC_ID)));

  private final Database database;
  private final Clock clock;

  public SyncProgress(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Commits how far the sync is with this page, unless its row was written just now. */
  void record(SyncPage page) {
    String syncId = page.cursor().syncId();
    long now = clock.millis();
    Optional<ObjectValue> fields =
        database.read(
            (log, catalog) ->
                isDue(log, syncId, now)
                    ? Optional.of(ActiveSync.fields(syncId, now, ProgressState.of(page, log)))
                    : Optional.empty());
    fields.ifPresent(row -> write(syncId, row));
  }

  private static boolean isDue(DocumentLog log, String syncId, long now) {
    try (Stream<ActiveSync> syncs = rows(log)) {
      return syncs
          .filter(sync -> sync.syncId().equals(syncId))
          .allMatch(sync -> now - sync.lastUpdated() >= WRITE_INTERVAL_MILLIS);
    }
  }

  private void write(String syncId, ObjectValue fields) {
    database.transact(
        TransactionLimits.BACKEND,
        transaction -> {
          Set<DocumentId> rows =
              transaction.find(
                  SystemTables.DATA_SYNC_PROGRESS, SYNC_ID, List.of(new StringValue(syncId)));
          if (rows.isEmpty()) {
            return transaction.insert(SystemTables.DATA_SYNC_PROGRESS, fields);
          }
          DocumentId row = rows.iterator().next();
          transaction.replace(SystemTables.DATA_SYNC_PROGRESS, row, fields);
          return row;
        });
  }

  /** The syncs of the last three days, the most recently touched first. */
  List<ActiveSync> active() {
    long oldest = clock.millis() - ACTIVE_MILLIS;
    return database.read(
        (log, catalog) -> {
          try (Stream<ActiveSync> syncs = rows(log)) {
            return syncs
                .filter(sync -> sync.lastUpdated() >= oldest)
                .sorted(ActiveSync.NEWEST_FIRST)
                .toList();
          }
        });
  }

  private static Stream<ActiveSync> rows(DocumentLog log) {
    return log.documents(SystemTables.DATA_SYNC_PROGRESS.tablet(), log.latest(), DocumentId.MIN)
        .map(ActiveSync::of);
  }
}
