package dev.convexairbyte.stub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableState;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatabaseTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00.000000500Z");
  private static final long START_NANOS = START.getEpochSecond() * 1_000_000_000L + 500;
  private static final FieldPath KEY = new FieldPath(List.of("key"));

  private final SettableClock clock = new SettableClock(START);
  private final DocumentLog log = new InMemoryDocumentLog();
  private final Database database = new Database(log, clock, new Random(1));

  @Test
  void stampsCommitsWithTheClockInNanoseconds() {
    assertThat(log.latest()).isEqualTo(START_NANOS);
  }

  @Test
  void stampsCommitsLaterThanAllBeforeThoughTheClockStands() {
    insert("users", 1);
    insert("users", 2);

    assertThat(log.latest()).isEqualTo(START_NANOS + 2);
  }

  @Test
  void keepsItsSecretForAsLongAsItsLogLives() {
    byte[] secret = database.secret();

    assertThat(secret).hasSize(32);
    assertThat(new Database(log, clock, new Random(2)).secret()).isEqualTo(secret);
    assertThat(new Database(new InMemoryDocumentLog(), clock, new Random(2)).secret())
        .isNotEqualTo(secret);
  }

  @Test
  void opensALogThatWasWrittenWithLaterTimesThanTheClockHas() {
    DocumentId before = insert("users", 1);
    LogEntry written = after(0).get(after(0).size() - 1);
    clock.advance(Duration.ofHours(-1));
    Database opened = new Database(log, clock, new Random(2));

    DocumentId id =
        opened.transact(
            TransactionLimits.NONE,
            transaction -> transaction.insert(users(transaction), number(2)));

    LogEntry later = after(0).get(after(0).size() - 1);
    assertThat(later.id()).isEqualTo(id).isNotEqualTo(before);
    assertThat(later.ts()).isGreaterThan(written.ts());
    assertThat(((Float64Value) field(later, "_creationTime")).value())
        .isGreaterThan(((Float64Value) field(written, "_creationTime")).value());
  }

  @Test
  void keepsTheLatestTimestampUntilTheNextCommit() {
    clock.advance(Duration.ofHours(1));
    assertThat(log.latest()).isEqualTo(START_NANOS);

    insert("users", 1);
    assertThat(log.latest()).isEqualTo(START_NANOS + Duration.ofHours(1).toNanos());
  }

  @Test
  void givesAllRowsOfATransactionOneTimestamp() {
    long before = log.latest();
    transact(
        transaction -> {
          Table users = transaction.catalog().tableOrNew("", "users");
          transaction.insert(users, number(1));
          return transaction.insert(users, number(2));
        });

    assertThat(after(before)).extracting(LogEntry::ts).containsOnly(before + 1).hasSize(3);
    assertThat(after(before)).isSortedAccordingTo(LogEntry.ORDER);
  }

  @Test
  void coalescesTheWritesOfOneTransactionToOneDocument() {
    DocumentId id = insert("users", 1);
    long before = log.latest();

    transact(
        transaction -> {
          Table users = transaction.catalog().tableOrNew("", "users");
          transaction.replace(users, id, number(2));
          transaction.replace(users, id, number(3));
          return id;
        });

    assertThat(after(before)).hasSize(1);
    assertThat(field(after(before).get(0), "n")).isEqualTo(new Float64Value(3));
  }

  @Test
  void leavesALoneTombstoneOfADocumentThatOneTransactionInsertsAndDeletes() {
    insert("users", 1);
    long before = log.latest();

    DocumentId id =
        transact(
            transaction -> {
              Table users = transaction.catalog().tableOrNew("", "users");
              DocumentId inserted = transaction.insert(users, number(2));
              transaction.delete(users, inserted);
              return inserted;
            });

    assertThat(after(before)).hasSize(1);
    assertThat(after(before).get(0).id()).isEqualTo(id);
    assertThat(after(before).get(0).isTombstone()).isTrue();
  }

  @Test
  void keepsIdAndCreationTimeOfAReplacedDocument() {
    DocumentId id = insert("users", 1);
    LogEntry first = after(0).get(after(0).size() - 1);
    clock.advance(Duration.ofSeconds(1));

    transact(
        transaction -> {
          transaction.replace(users(transaction), id, number(2));
          return id;
        });

    LogEntry second = after(0).get(after(0).size() - 1);
    assertThat(field(second, "_id")).isEqualTo(new StringValue(id.toString()));
    assertThat(field(second, "_creationTime")).isEqualTo(field(first, "_creationTime"));
  }

  @Test
  void writesNothingWhereAReplacementChangesNothing() {
    DocumentId id = insert("users", 1);
    long before = log.latest();

    transact(
        transaction -> {
          transaction.replace(users(transaction), id, number(1));
          return id;
        });

    assertThat(log.latest()).isEqualTo(before);
  }

  @Test
  void writesNothingOfATransactionThatThrows() {
    long before = log.latest();

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                transact(
                    transaction -> {
                      transaction.insert(transaction.catalog().tableOrNew("", "t"), number(1));
                      throw new IllegalStateException("the work fails");
                    }));

    assertThat(log.latest()).isEqualTo(before);
    assertThat(database.<Boolean>read((l, catalog) -> catalog.active("", "t").isEmpty())).isTrue();
  }

  @Test
  void refusesToBeEnteredAgainFromWithin() {
    long before = log.latest();

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                transact(
                    transaction -> {
                      transaction.insert(users(transaction), number(1));
                      return insert("users", 2);
                    }))
        .withMessageContaining("nested");
    assertThatIllegalStateException()
        .isThrownBy(() -> transact(transaction -> database.read((l, catalog) -> catalog)));
    assertThatIllegalStateException()
        .isThrownBy(() -> database.read((l, catalog) -> insert("users", 3)));

    assertThat(log.latest()).isEqualTo(before);
    insert("users", 4);
    assertThat(after(before)).hasSize(2);
  }

  @Test
  void givesIncreasingCreationTimesWithFractionsOfMilliseconds() {
    transact(
        transaction -> {
          Table users = transaction.catalog().tableOrNew("", "users");
          transaction.insert(users, number(1));
          return transaction.insert(users, number(2));
        });

    assertThat(after(START_NANOS).stream().filter(entry -> has(entry, "_creationTime")))
        .extracting(entry -> ((Float64Value) field(entry, "_creationTime")).value())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allSatisfy(
            created ->
                assertThat(created)
                    .isBetween(START.toEpochMilli() + 0.0004, START.toEpochMilli() + 0.002));
  }

  @Test
  void endsIdsWithTheDay() {
    DocumentId id = insert("users", 1);

    assertThat(id.low() & 0xFFFF).isEqualTo(START.getEpochSecond() / 86_400);
  }

  @Test
  void numbersTheTablesOfEachComponentFrom10001() {
    transact(
        transaction -> {
          assertThat(transaction.catalog().tableOrNew("", "a").number()).isEqualTo(10001);
          assertThat(transaction.catalog().tableOrNew("", "b").number()).isEqualTo(10002);
          assertThat(transaction.catalog().tableOrNew("c", "a").number()).isEqualTo(10001);
          return "checked";
        });
  }

  @Test
  void refusesMoreThan10000TablesThatAreNotDropped() {
    Table last =
        transact(
            transaction -> {
              for (int i = 1; i < 10_000; i++) {
                transaction.catalog().addHidden("", "t" + i);
              }
              return transaction.catalog().addHidden("", "last");
            });

    assertThatThrownBy(() -> transact(transaction -> transaction.catalog().tableOrNew("", "x")))
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.error()).isEqualTo(BackendError.TOO_MANY_TABLES));

    transact(
        transaction -> {
          transaction.catalog().drop(last);
          return last;
        });
    assertThat(transact(transaction -> transaction.catalog().tableOrNew("", "x")).number())
        .isEqualTo(20_001);
  }

  @Test
  void countsATableAndItsReplacementAsOne() {
    Table hidden =
        transact(
            transaction -> {
              for (int i = 0; i < 10_000; i++) {
                transaction.catalog().tableOrNew("", "t" + i);
              }
              return transaction.catalog().addHidden("", "t0");
            });
    transact(
        transaction -> {
          transaction.catalog().activate(hidden);
          return hidden;
        });

    assertThat(database.<Integer>read((l, catalog) -> catalog.liveTables())).isEqualTo(10_000);
    assertThatThrownBy(() -> transact(transaction -> transaction.catalog().tableOrNew("", "x")))
        .isInstanceOf(BackendException.class);
  }

  @Test
  void replacesATableWithoutTombstonesUnderTheSameNumber() {
    insert("users", 1);
    Table old = database.read((l, catalog) -> catalog.active("", "users").orElseThrow());
    long before = log.latest();

    Table hidden = transact(transaction -> transaction.catalog().addHidden("", "users"));
    transact(
        transaction -> {
          transaction.catalog().activate(hidden);
          return hidden;
        });

    assertThat(after(before)).noneMatch(LogEntry::isTombstone);
    database.read(
        (l, catalog) -> {
          assertThat(catalog.active("", "users").orElseThrow().tablet()).isEqualTo(hidden.tablet());
          assertThat(hidden.number()).isEqualTo(old.number());
          assertThat(catalog.table(old.tablet()).orElseThrow().state())
              .isEqualTo(TableState.DELETING);
          assertThat(catalog.tables(before, old.tablet())).startsWith(old);
          return "checked";
        });
  }

  @Test
  void opensTheDeploymentThatALogTellsOf() {
    insert("users", 1);
    transact(
        transaction -> {
          Table users = users(transaction);
          transaction.catalog().put(new PrimaryKeyIndex(users.tablet(), List.of(KEY), true));
          return users;
        });
    long latest = log.latest();

    Database reopened = new Database(log, clock, new Random(2));

    assertThat(log.latest()).isEqualTo(latest);
    reopened.read(
        (l, catalog) -> {
          Table users = catalog.active("", "users").orElseThrow();
          assertThat(catalog.index(users.tablet()))
              .contains(new PrimaryKeyIndex(users.tablet(), List.of(KEY), true));
          return "checked";
        });
  }

  @Test
  void findsDocumentsByKeyThroughCommittedAndOwnWrites() {
    DocumentId one = insertKey("a");
    DocumentId two = insertKey("b");

    transact(
        transaction -> {
          Table users = users(transaction);
          assertThat(find(transaction, "a")).containsExactly(one);
          transaction.replace(users, one, key("b"));
          assertThat(find(transaction, "a")).isEmpty();
          assertThat(find(transaction, "b")).containsExactlyInAnyOrder(one, two);
          transaction.delete(users, two);
          assertThat(find(transaction, "b")).containsExactly(one);
          DocumentId three = transaction.insert(users, key("c"));
          assertThat(find(transaction, "c")).containsExactly(three);
          transaction.delete(users, three);
          assertThat(find(transaction, "c")).isEmpty();
          return "checked";
        });

    transact(
        transaction -> {
          assertThat(find(transaction, "a")).isEmpty();
          assertThat(find(transaction, "b")).containsExactly(one);
          return "checked";
        });
  }

  @Test
  void takesDocumentsOf16LevelsAndOneMebibyteAndNoMore() {
    assertThat(refusal(nested(15))).isNull();
    assertThat(refusal(nested(16))).isEqualTo(BackendError.INVALID_DOCUMENT);
    // 2 for the object, 4 + 1 for the name, 2 for the string, 61 for the two system fields.
    int room = (1 << 20) - 61 - 2 - 2 - 2;
    assertThat(refusal(text(room))).isNull();
    assertThat(refusal(text(room + 1))).isEqualTo(BackendError.VALUE_TOO_LARGE);
  }

  @Test
  void stopsATransactionAtItsLimits() {
    TransactionLimits two = new TransactionLimits(2, Long.MAX_VALUE, 99, Long.MAX_VALUE, 99);

    assertThatThrownBy(
            () ->
                database.transact(
                    two,
                    transaction -> {
                      Table users = transaction.catalog().tableOrNew("", "users");
                      transaction.insert(users, number(1));
                      transaction.insert(users, number(2));
                      return transaction.insert(users, number(3));
                    }))
        .isInstanceOf(TransactionLimitException.class);
  }

  // No import comes this far: a record reads at most one document a range, and may read 4,096.
  @Test
  void letsATransactionRead32000DocumentsAndNoMore() {
    transact(
        transaction -> {
          for (int i = 0; i < 32_000; i++) {
            transaction.insert(users(transaction), key("a"));
          }
          return "inserted";
        });

    Iterable<DocumentId> found =
        database.transact(TransactionLimits.BACKEND, reads -> find(reads, "a"));
    assertThat(found).hasSize(32_000);
    insertKey("a");
    assertThatThrownBy(
            () -> database.transact(TransactionLimits.BACKEND, reads -> find(reads, "a")))
        .isInstanceOf(TransactionLimitException.class);
  }

  private @Nullable BackendError refusal(ObjectValue fields) {
    try {
      transact(transaction -> transaction.insert(users(transaction), fields));
      return null;
    } catch (BackendException e) {
      return e.error();
    }
  }

  private static ObjectValue nested(int levels) {
    ConvexValue value = new Float64Value(1);
    for (int i = 0; i < levels; i++) {
      value = new ArrayValue(List.of(value));
    }
    return ObjectValue.of(Map.of("a", value));
  }

  private static ObjectValue text(int length) {
    return ObjectValue.of(Map.of("a", new StringValue("x".repeat(length))));
  }

  private <T> T transact(Function<Transaction, T> work) {
    return database.transact(TransactionLimits.NONE, work);
  }

  private DocumentId insert(String table, double number) {
    return transact(
        transaction ->
            transaction.insert(transaction.catalog().tableOrNew("", table), number(number)));
  }

  private DocumentId insertKey(String key) {
    return transact(transaction -> transaction.insert(users(transaction), key(key)));
  }

  private static Table users(Transaction transaction) {
    return transaction.catalog().tableOrNew("", "users");
  }

  private static Iterable<DocumentId> find(Transaction transaction, String key) {
    return transaction.find(users(transaction), List.of(KEY), List.of(new StringValue(key)));
  }

  private static ObjectValue number(double number) {
    return ObjectValue.of(Map.of("n", new Float64Value(number)));
  }

  private static ObjectValue key(String key) {
    return ObjectValue.of(Map.of("key", new StringValue(key)));
  }

  private static boolean has(LogEntry entry, String field) {
    return entry.document().orElseThrow().fields().containsKey(field);
  }

  private static ConvexValue field(LogEntry entry, String name) {
    return Objects.requireNonNull(entry.document().orElseThrow().fields().get(name));
  }

  private List<LogEntry> after(long ts) {
    try (Stream<LogEntry> entries = log.after(ts)) {
      return entries.toList();
    }
  }
}
