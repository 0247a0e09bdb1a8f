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
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeploymentShapesTest {

  private final ObservedLog log = new ObservedLog();
  private final Database database =
      new Database(log, new SettableClock(Instant.parse("2026-11-20T12:00:00Z")), new Random(1));

  @Test
  void isTrueAsOfOneTimeThoughOthersCommitMeanwhile() throws InterruptedException {
    commit(transaction -> insert(transaction, "before"));
    Thread other = new Thread(() -> commit(DeploymentShapesTest::change));
    log.beforeNextDocuments(() -> startAndAwaitTurn(other));

    DeploymentShapes during = DeploymentShapes.read(database);

    other.join();
    assertThat(during.schema()).isEmpty();
    assertThat(columns(during)).containsExactly("_creationTime", "_id", "before");
    DeploymentShapes after = DeploymentShapes.read(database);
    assertThat(after.schema()).isPresent();
    assertThat(columns(after)).containsExactly("_creationTime", "_id", "after", "before");
  }

  private static void change(Transaction transaction) {
    insert(transaction, "after");
    transaction.declare(
        DeclaredSchema.of(ApiClient.document("{'tables':[],'schemaValidation':true}")));
  }

  private static void insert(Transaction transaction, String field) {
    transaction.insert(
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
    return Objects.requireNonNull(shapes.components().get(""))
        .tables()
        .get(0)
        .fields()
        .orElseThrow()
        .keySet();
  }
}
