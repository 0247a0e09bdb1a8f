package dev.convexairbyte.stub.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.log.ObservedLog;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ShapeReaderTest {

  private final ObservedLog log = new ObservedLog();
  private final Database database =
      new Database(log, new SettableClock(Instant.parse("2026-11-20T12:00:00Z")), new Random(1));
  private final ShapeReader shapes = new ShapeReader(database);

  @Test
  void isTrueAsOfOneTimeThoughOthersCommitMeanwhile() throws InterruptedException {
    commit(transaction -> insert(transaction, "before"));
    Thread other = new Thread(() -> commit(ShapeReaderTest::change));
    log.beforeNextDocuments(() -> startAndAwaitTurn(other));

    DeploymentShapes during = shapes.read();

    other.join();
    assertThat(during.schema()).isEmpty();
    assertThat(columns(during)).containsExactly("_creationTime", "_id", "before");
    DeploymentShapes after = shapes.read();
    assertThat(after.schema()).isPresent();
    assertThat(columns(after)).containsExactly("_creationTime", "_id", "after", "before");
  }

  @Test
  void looksAgainOnlyAtTablesThatChanged() {
    commit(transaction -> insert(transaction, "before"));
    commit(transaction -> transaction.catalog().tableOrNew("", "other"));
    shapes.read();
    log.documentsRead();

    assertThat(columns(shapes.read())).containsExactly("_creationTime", "_id", "before");
    assertThat(log.documentsRead()).isZero();

    commit(transaction -> insert(transaction, "after"));
    assertThat(columns(shapes.read())).containsExactly("_creationTime", "_id", "after", "before");
    assertThat(log.documentsRead()).isEqualTo(2);
  }

  @Test
  void forgetsWhatWasDeleted() {
    DocumentId id =
        database.transact(TransactionLimits.NONE, transaction -> insert(transaction, "before"));
    assertThat(columns(shapes.read())).contains("before");

    commit(transaction -> transaction.delete(transaction.catalog().tableOrNew("", "t"), id));

    TableShapes root = Objects.requireNonNull(shapes.read().components().get(""));
    assertThat(root.tables().get(0).isEmpty()).isTrue();
  }

  private static void change(Transaction transaction) {
    insert(transaction, "after");
    transaction.declare(
        DeclaredSchema.of(ApiClient.document("{'tables':[],'schemaValidation':true}")));
  }

  private static DocumentId insert(Transaction transaction, String field) {
    return transaction.insert(
        transaction.catalog().tableOrNew("", "t"), ObjectValue.of(Map.of(field, new NullValue())));
  }

  /** Whoever waits for the database comes next: it is asked for in turn. */
  private static void startAndAwaitTurn(Thread thread) {
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private void commit(Consumer<Transaction> work) {
    database.commit(TransactionLimits.NONE, work);
  }

  private static Iterable<String> columns(DeploymentShapes shapes) {
    return Objects.requireNonNull(shapes.components().get("")).tables().stream()
        .filter(table -> table.table().name().equals("t"))
        .findFirst()
        .flatMap(TableShapes.TableShape::fields)
        .orElseThrow()
        .keySet();
  }
}
