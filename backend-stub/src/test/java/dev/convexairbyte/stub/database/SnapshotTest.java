package dev.convexairbyte.stub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  private final Database database =
      new Database(new InMemoryDocumentLog(), Clock.systemUTC(), new Random(1));

  private static ObjectValue value(double value) {
    return ObjectValue.of(Map.of("value", new Float64Value(value)));
  }

  private DocumentId insert(String table) {
    return database.transact(
        TransactionLimits.NONE,
        transaction -> transaction.insert(transaction.catalog().tableOrNew("", table), value(0)));
  }

  private static Table table(Transaction transaction, String name) {
    return transaction.catalog().table("", name).orElseThrow();
  }

  /** Reads, has others commit, then writes to a table of its own. */
  private void attempt(Consumer<Transaction> reading, Runnable meanwhile) {
    database.attempt(
        TransactionLimits.NONE,
        () -> {},
        transaction -> {
          reading.accept(transaction);
          meanwhile.run();
          return transaction.insert(table(transaction, "results"), value(1));
        });
  }

  @Test
  void conflictsWhereADocumentThatWasReadHasChanged() {
    insert("results");
    DocumentId read = insert("numbers");
    DocumentId other = insert("numbers");

    attempt(
        transaction -> transaction.get(table(transaction, "numbers"), read), () -> change(other));
    assertThatThrownBy(
            () ->
                attempt(
                    transaction -> transaction.get(table(transaction, "numbers"), read),
                    () -> change(read)))
        .isInstanceOf(ConflictException.class);

    assertThat(database.documents("", "results")).hasSize(2);
  }

  /** What it wrote would not be held against the schema otherwise. */
  @Test
  void conflictsWhereASchemaHasBeenDeclared() {
    insert("results");
    DeclaredSchema schema = DeclaredSchema.parse("{\"tables\":[{\"tableName\":\"results\"}]}");

    assertThatThrownBy(
            () ->
                attempt(
                    transaction -> {},
                    () -> database.commit(TransactionLimits.NONE, t -> t.declare(schema))))
        .isInstanceOf(ConflictException.class);
  }

  private void change(DocumentId id) {
    database.commit(
        TransactionLimits.NONE,
        transaction ->
            transaction.replace(table(transaction, "numbers"), id, value(database.hashCode())));
  }

  @Test
  void conflictsWhereATableThatWasScannedHasChangedAndNotWhereAnotherHas() {
    insert("results");
    insert("numbers");
    insert("others");

    attempt(SnapshotTest::scan, () -> insert("others"));
    assertThatThrownBy(() -> attempt(SnapshotTest::scan, () -> insert("numbers")))
        .isInstanceOf(ConflictException.class);

    assertThat(database.documents("", "results")).hasSize(2);
  }

  private static void scan(Transaction transaction) {
    all(transaction).forEachRemaining(found -> {});
  }

  @Test
  void conflictsWhereOthersMadeATable() {
    insert("results");

    assertThatThrownBy(() -> attempt(transaction -> {}, () -> insert("new")))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void neverConflictsWithoutWriting() {
    insert("numbers");

    int count =
        database.attempt(
            TransactionLimits.NONE,
            () -> {},
            transaction -> {
              scan(transaction);
              insert("numbers");
              return count(transaction);
            });

    assertThat(count).isEqualTo(1);
  }

  private static Iterator<ObjectValue> all(Transaction transaction) {
    return transaction.range(
        table(transaction, "numbers"), document -> true, Comparator.comparing(ObjectValue::size));
  }

  private static int count(Transaction transaction) {
    List<ObjectValue> found = new ArrayList<>();
    all(transaction).forEachRemaining(found::add);
    return found.size();
  }

  @Test
  void readsTablesAndDocumentsAsOfAnyCommit() {
    insert("numbers");
    long ts = database.latest();
    insert("numbers");
    database.commit(
        TransactionLimits.NONE,
        transaction -> transaction.catalog().drop(table(transaction, "numbers")));

    int then = database.readAt(ts, TransactionLimits.NONE, SnapshotTest::count);
    Optional<Table> now =
        database.readAt(
            database.latest(),
            TransactionLimits.NONE,
            transaction -> transaction.catalog().table("", "numbers"));

    assertThat(then).isEqualTo(1);
    assertThat(now).isEmpty();
  }

  @Test
  void readsNeitherTheFutureNorWhatWasBeforeTheFirstCommit() {
    assertThatThrownBy(
            () ->
                database.readAt(
                    database.latest() + 1, TransactionLimits.NONE, transaction -> transaction))
        .isInstanceOf(BackendException.class);
    assertThatThrownBy(() -> database.readAt(0, TransactionLimits.NONE, transaction -> transaction))
        .isInstanceOf(BackendException.class);
  }

  @Test
  void undoesThePartThatThrowsWithTheTablesThatItMade() {
    insert("results");

    database.attempt(
        TransactionLimits.NONE,
        () -> {},
        transaction -> {
          transaction.insert(table(transaction, "results"), value(1));
          assertThatThrownBy(() -> transaction.undoable(() -> failing(transaction)))
              .hasMessage("undo");
          return transaction;
        });

    assertThat(database.documents("", "results")).hasSize(2);
    assertThat(database.<Boolean>read((log, catalog) -> catalog.active("", "made").isPresent()))
        .isFalse();
  }

  private static DocumentId failing(Transaction transaction) {
    transaction.insert(transaction.catalog().tableOrNew("", "made"), value(2));
    transaction.insert(table(transaction, "results"), value(3));
    throw new IllegalStateException("undo");
  }
}
