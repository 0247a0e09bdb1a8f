package dev.convexairbyte.stub.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.app.DatabaseWriter;
import dev.convexairbyte.stub.app.Page;
import dev.convexairbyte.stub.app.PaginationOptions;
import dev.convexairbyte.stub.app.Patch;
import dev.convexairbyte.stub.app.Query;
import dev.convexairbyte.stub.app.Query.Order;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimitException;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApplicationTablesTest {

  private final Database database =
      new Database(new InMemoryDocumentLog(), Clock.systemUTC(), new Random(1));

  private <T> T inTransaction(Function<DatabaseWriter, T> work) {
    return database.attempt(
        TransactionLimits.BACKEND,
        () -> {},
        transaction -> work.apply(new ApplicationTables(transaction, () -> {})));
  }

  private List<String> insert(int count) {
    return inTransaction(
        db -> {
          List<String> ids = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            ids.add(db.insert("numbers", Values.object("n", i)));
          }
          return ids;
        });
  }

  private static List<Integer> numbers(List<ObjectValue> documents) {
    return documents.stream().map(document -> (int) Values.number(document, "n")).toList();
  }

  @Test
  void getsWhatWasInsertedByItsId() {
    String id = insert(1).get(0);

    ObjectValue found = inTransaction(db -> db.get(id)).orElseThrow();

    assertThat(found.fields().keySet()).containsExactly("_creationTime", "_id", "n");
    assertThat(Values.id(found)).isEqualTo(id);
  }

  @Test
  void seesItsOwnWritesInTheSameTransaction() {
    String id = insert(1).get(0);

    assertThat(
            this.<List<Integer>>inTransaction(
                db -> {
                  db.patch(id, Patch.of(Values.object("n", 5)));
                  db.insert("numbers", Values.object("n", 6));
                  return numbers(db.query("numbers").collect());
                }))
        .containsExactly(5, 6);
  }

  @Test
  void patchesReplacesAndDeletes() {
    String id = insert(1).get(0);
    ObjectValue before = inTransaction(db -> db.get(id)).orElseThrow();

    inTransaction(
        db -> {
          db.patch(id, new Patch(Values.object("more", "x", "_id", id), Set.of("n")));
          return db;
        });
    assertThat(
            this.<Optional<ObjectValue>>inTransaction(db -> db.get(id))
                .orElseThrow()
                .fields()
                .keySet())
        .containsExactly("_creationTime", "_id", "more");
    inTransaction(
        db -> {
          db.replace(id, Values.object("n", 7));
          return db;
        });
    ObjectValue after = inTransaction(db -> db.get(id)).orElseThrow();
    assertThat(after.fields().get("_creationTime")).isEqualTo(before.fields().get("_creationTime"));
    inTransaction(
        db -> {
          db.delete(id);
          return db;
        });

    assertThat(this.<Optional<ObjectValue>>inTransaction(db -> db.get(id))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                inTransaction(
                    db -> {
                      db.delete(id);
                      return db;
                    }));
  }

  @Test
  void readsInTheOrderOfCreationOrBackwards() {
    insert(5);

    assertThat(this.<List<Integer>>inTransaction(db -> numbers(db.query("numbers").collect())))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(
            this.<List<Integer>>inTransaction(
                db -> numbers(db.query("numbers").order(Order.DESC).take(2))))
        .containsExactly(4, 3);
  }

  @Test
  void filtersAndTakes() {
    insert(10);

    List<Integer> found =
        inTransaction(
            db ->
                numbers(
                    db.query("numbers")
                        .filter(document -> Values.number(document, "n") % 2 == 0)
                        .filter(document -> Values.number(document, "n") > 2)
                        .take(2)));

    assertThat(found).containsExactly(4, 6);
  }

  @Test
  void findsTheFirstAndTheOnlyOne() {
    insert(2);

    assertThat(this.<Optional<ObjectValue>>inTransaction(db -> db.query("numbers").first()))
        .isPresent();
    assertThat(this.<Optional<ObjectValue>>inTransaction(db -> db.query("none").first())).isEmpty();
    assertThat(this.<Optional<ObjectValue>>inTransaction(db -> db.query("none").unique()))
        .isEmpty();
    assertThatThrownBy(() -> inTransaction(db -> db.query("numbers").unique()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there are more");
  }

  @Test
  void pagesThroughATableWhileItGrowsAndShrinks() {
    List<String> ids = insert(5);

    Page first = page(null, 2);
    inTransaction(
        db -> {
          db.delete(ids.get(2));
          return db.insert("numbers", Values.object("n", 5));
        });
    Page second = page(first.continueCursor(), 2);
    Page third = page(second.continueCursor(), 2);
    Page after = page(third.continueCursor(), 2);

    assertThat(numbers(first.page())).containsExactly(0, 1);
    assertThat(first.isDone()).isFalse();
    assertThat(numbers(second.page())).containsExactly(3, 4);
    assertThat(numbers(third.page())).containsExactly(5);
    assertThat(third.isDone()).isTrue();
    assertThat(after.page()).isEmpty();
    assertThat(after.isDone()).isTrue();
  }

  private Page page(@Nullable String cursor, int size) {
    return inTransaction(db -> db.query("numbers").paginate(new PaginationOptions(size, cursor)));
  }

  @Test
  void pagesBackwardsAndThroughAFilter() {
    insert(6);
    PaginationOptions start = new PaginationOptions(2, null);

    Page first = inTransaction(db -> evenBackwards(db).paginate(start));
    Page second =
        inTransaction(
            db -> evenBackwards(db).paginate(new PaginationOptions(2, first.continueCursor())));

    assertThat(numbers(first.page())).containsExactly(4, 2);
    assertThat(numbers(second.page())).containsExactly(0);
  }

  private static Query evenBackwards(DatabaseWriter db) {
    return db.query("numbers")
        .order(Order.DESC)
        .filter(document -> Values.number(document, "n") % 2 == 0);
  }

  @Test
  void refusesTheCursorOfAnotherQuery() {
    insert(3);
    String cursor = page(null, 1).continueCursor();

    for (String wrong : List.of("", "x", "!", cursor.substring(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> page(wrong, 1))
          .withMessageContaining("the cursor is none of this query");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                inTransaction(db -> db.query("others").paginate(new PaginationOptions(1, cursor))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                inTransaction(
                    db ->
                        db.query("numbers")
                            .order(Order.DESC)
                            .paginate(new PaginationOptions(1, cursor))));
  }

  @Test
  void readsAQueryOnce() {
    insert(1);

    assertThatThrownBy(
            () ->
                inTransaction(
                    db -> {
                      Query query = db.query("numbers");
                      query.first();
                      return query.first();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("begin another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inTransaction(db -> db.query("numbers").take(-1)));
  }

  @Test
  void normalizesIdsOfTheTableOnly() {
    String id = insert(1).get(0);
    String other = inTransaction(db -> db.insert("others", Values.object()));

    assertThat(this.<Optional<String>>inTransaction(db -> db.normalizeId("numbers", id)))
        .contains(id);
    assertThat(this.<Optional<String>>inTransaction(db -> db.normalizeId("numbers", other)))
        .isEmpty();
    assertThat(this.<Optional<String>>inTransaction(db -> db.normalizeId("numbers", "x")))
        .isEmpty();
    assertThat(this.<Optional<String>>inTransaction(db -> db.normalizeId("none", id))).isEmpty();
  }

  @Test
  void refusesNamesIdsAndDocumentsThatCannotBe() {
    refuses(db -> db.get("x").isPresent());
    refuses(db -> db.insert("_system", Values.object()));
    refuses(db -> db.insert("1st", Values.object()));
    refuses(db -> db.query("a b").collect());
    refuses(db -> db.insert("numbers", Values.object("_id", "x")));
    refuses(db -> db.insert("numbers", Values.object("$a", 1)));
    refuses(db -> db.insert("numbers", Values.object("a", "\ud800")));
    refuses(db -> db.insert("numbers", Values.object("a", "x".repeat(1 << 20))));
  }

  private void refuses(Function<DatabaseWriter, Object> work) {
    assertThatIllegalArgumentException().isThrownBy(() -> inTransaction(work));
  }

  @Test
  void countsTheDocumentsThatItReachesAgainstTheLimits() {
    for (int i = 0; i < 5; i++) {
      insert(8_000);
    }

    assertThat(this.<List<ObjectValue>>inTransaction(db -> db.query("numbers").take(10)))
        .hasSize(10);
    assertThatThrownBy(() -> inTransaction(db -> db.query("numbers").collect()))
        .isInstanceOf(TransactionLimitException.class)
        .hasMessageContaining("it may read no more than 32000 documents; do it in several.");
  }
}
