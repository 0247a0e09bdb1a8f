package dev.convexairbyte.stub.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an import that is still running shows; no endpoint of this stub leaves one running. */
class HiddenTablesTest {

  private static final PageLimit LIMIT =
      new PageLimit(100, Duration.ofSeconds(60), Clock.systemUTC());

  private final DocumentLog log = new InMemoryDocumentLog();
  private final Database database = new Database(log, Clock.systemUTC(), new Random(1));

  @Test
  void showsImportedRowsAsChangesButNotInSnapshotsUntilTheImportIsDone() {
    long start = log.latest();
    Table hidden =
        database.transact(
            TransactionLimits.NONE,
            transaction -> {
              Table table = transaction.catalog().addHidden("", "users");
              transaction.insert(table, ObjectValue.of(Map.of()));
              return table;
            });
    long during = log.latest();

    assertThat(changes(start)).hasSize(1);
    assertThat(snapshot(during)).isEmpty();

    database.transact(
        TransactionLimits.NONE,
        transaction -> {
          transaction.catalog().activate(hidden);
          return hidden;
        });

    assertThat(changes(during)).isEmpty();
    assertThat(snapshot(during)).isEmpty();
    assertThat(snapshot(log.latest())).hasSize(1);
  }

  private List<Row> changes(long cursor) {
    return database.read(
        (l, catalog) -> DeltasPage.read(l, catalog, cursor, Selection.EVERYTHING, 100).rows());
  }

  private List<Row> snapshot(long ts) {
    return database.read(
        (l, catalog) ->
            SnapshotPage.read(l, catalog, ts, Optional.empty(), Selection.EVERYTHING, LIMIT)
                .rows());
  }
}
