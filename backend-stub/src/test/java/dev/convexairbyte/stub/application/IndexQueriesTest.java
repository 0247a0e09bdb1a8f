package dev.convexairbyte.stub.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.app.DatabaseWriter;
import dev.convexairbyte.stub.app.IndexRange;
import dev.convexairbyte.stub.app.Page;
import dev.convexairbyte.stub.app.PaginationOptions;
import dev.convexairbyte.stub.app.Query.Order;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries by index over the documents a to h, whose names tell in which order they were made. */
class IndexQueriesTest {

  private static final DeclaredSchema SCHEMA =
      DeclaredSchema.parse(
          """
          {"tables":[{"tableName":"games","documentType":{"type":"any"},"indexes":[
            {"indexDescriptor":"by_team_score","fields":["team","score"]},
            {"indexDescriptor":"by_score","fields":["score"]},
            {"indexDescriptor":"by_place","fields":["at.place"]}]}]}
          """);

  private final Database database =
      new Database(new InMemoryDocumentLog(), Clock.systemUTC(), new Random(1));

  @BeforeEach
  void insert() {
    database.commit(TransactionLimits.NONE, transaction -> transaction.declare(SCHEMA));
    inTransaction(
        db -> {
          insert(db, "a", "team", "red", "score", 3);
          insert(db, "b", "team", "blue", "score", 1);
          insert(db, "c", "team", "red", "score", 1, "at", Values.object("place", "x"));
          insert(db, "d", "team", "red", "score", "three");
          insert(db, "e", "team", "red");
          insert(db, "f", "team", "red", "score", 3, "at", Values.object("place", "w"));
          insert(db, "g", "team", "red", "score", 7L);
          insert(db, "h", "score", 5, "at", "nowhere");
          return db;
        });
  }

  private static void insert(DatabaseWriter db, String name, Object... fields) {
    List<Object> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("name", name));
    db.insert("games", Values.object(all.toArray()));
  }

  private <T> T inTransaction(Function<DatabaseWriter, T> work) {
    return database.transact(
        TransactionLimits.BACKEND,
        transaction -> work.apply(new ApplicationTables(transaction, () -> {})));
  }

  private String names(String index, Consumer<IndexRange> range) {
    return inTransaction(db -> names(db.query("games").withIndex(index, range).collect()));
  }

  private static String names(List<ObjectValue> documents) {
    StringBuilder names = new StringBuilder();
    documents.forEach(document -> names.append(Values.string(document, "name")));
    return names.toString();
  }

  @Test
  void readAllOfItInItsOrder() {
    // Missing fields first, then bigints, numbers and strings; of equal ones the older first.
    assertThat(names("by_team_score", range -> {})).isEqualTo("hbegcafd");
    assertThat(
            this.<String>inTransaction(
                db ->
                    names(
                        db.query("games").withIndex("by_team_score").order(Order.DESC).collect())))
        .isEqualTo("dfacgebh");
  }

  @Test
  void readWhatIsEqual() {
    assertThat(names("by_team_score", range -> range.eq("team", "red"))).isEqualTo("egcafd");
    assertThat(names("by_team_score", range -> range.eq("team", "red").eq("score", 3)))
        .isEqualTo("af");
    assertThat(names("by_team_score", range -> range.eq("score", 3).eq("team", "red")))
        .isEqualTo("af");
    assertThat(names("by_team_score", range -> range.eq("team", "red").eq("score", 7))).isEmpty();
    assertThat(names("by_team_score", range -> range.eq("team", "red").missing("score")))
        .isEqualTo("e");
    assertThat(names("by_team_score", range -> range.missing("team"))).isEqualTo("h");
    assertThat(names("by_team_score", range -> range.eq("team", null))).isEmpty();
  }

  @Test
  void readWhatLiesBetweenBoundsOfEveryType() {
    assertThat(red(range -> range.gt("score", 1))).isEqualTo("afd");
    assertThat(red(range -> range.gte("score", 1))).isEqualTo("cafd");
    assertThat(red(range -> range.lt("score", 3))).isEqualTo("egc");
    assertThat(red(range -> range.lte("score", 3))).isEqualTo("egcaf");
    assertThat(red(range -> range.gt("score", 1).lte("score", 3))).isEqualTo("af");
    assertThat(red(range -> range.lt("score", 3).gte("score", null))).isEqualTo("gc");
    assertThat(red(range -> range.gt("score", 3).lt("score", 3))).isEmpty();
  }

  private String red(Consumer<IndexRange> range) {
    return names("by_team_score", all -> range.accept(all.eq("team", "red")));
  }

  @Test
  void readByTheCreationTimeAndTheIdWithWhichEveryIndexEnds() {
    double ofC =
        inTransaction(
            db ->
                Values.number(
                    db.query("games").filter(game -> name(game).equals("c")).first().orElseThrow(),
                    "_creationTime"));

    assertThat(
            names(
                "by_team_score",
                range -> range.eq("team", "red").eq("score", 3).gt("_creationTime", ofC)))
        .isEqualTo("f");
    assertThat(names("by_creation_time", range -> range.gt("_creationTime", ofC)))
        .isEqualTo("defgh");
  }

  private static String name(ObjectValue document) {
    return Values.string(document, "name");
  }

  @Test
  void readById() {
    List<String> ids =
        inTransaction(db -> db.query("games").collect().stream().map(Values::id).sorted().toList());

    assertThat(
            this.<List<String>>inTransaction(
                db ->
                    db.query("games").withIndex("by_id").collect().stream()
                        .map(Values::id)
                        .toList()))
        .isEqualTo(ids);
    assertThat(names("by_id", range -> range.eq("_id", ids.get(0)))).hasSize(1);
  }

  @Test
  void readFieldsWithinObjects() {
    assertThat(names("by_place", range -> {})).isEqualTo("abdeghfc");
    assertThat(names("by_place", range -> range.gte("at.place", "w"))).isEqualTo("fc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ASC", "DESC"})
  void readPageByPageWhatIsEqualInItsOrder(Order order) {
    StringBuilder read = new StringBuilder();
    String cursor = null;
    boolean done = false;
    while (!done) {
      String from = cursor;
      Page page =
          inTransaction(
              db ->
                  db.query("games")
                      .withIndex("by_team_score", range -> range.eq("team", "red"))
                      .order(order)
                      .filter(game -> !name(game).equals("c"))
                      .paginate(new PaginationOptions(2, from)));
      read.append(names(page.page())).append(' ');
      cursor = page.continueCursor();
      done = page.isDone();
    }

    assertThat(read.toString()).isEqualTo(order == Order.ASC ? "eg af d " : "df ag e ");
  }

  @Test
  void cannotGoOnFromAPageOfAnotherIndex() {
    String cursor =
        inTransaction(
            db ->
                db.query("games")
                    .withIndex("by_place")
                    .paginate(new PaginationOptions(1, null))
                    .continueCursor());

    String broken =
        Base64.getUrlEncoder()
            .encodeToString(
                "{\"table\":\"games\",\"index\":\"by_score\",\"order\":\"ASC\",\"key\":[[]]}"
                    .getBytes(StandardCharsets.US_ASCII));

    for (String wrong : List.of(cursor, broken)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  inTransaction(
                      db ->
                          db.query("games")
                              .withIndex("by_score")
                              .paginate(new PaginationOptions(1, wrong))))
          .withMessageContaining("the cursor is none of this query");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "team score score,       AlreadyDefinedBound",
    "team team,              AlreadyDefinedBound",
    "team score gt:score,    AlreadyDefinedBound",
    "gt:team gt:team,        AlreadyDefinedBound",
    "lt:team lte:team,       AlreadyDefinedBound",
    "gt:team team,           AlreadyDefinedBound",
    "gt:team lt:score,       BoundsOnMultipleFields",
    "score,                  InvalidIndexRange",
    "gt:score,               InvalidIndexRange",
    "team gt:_creationTime,  InvalidIndexRange",
    "team _id,               InvalidIndexRange",
    "name,                   FieldNotInIndex",
    "lt:team.x,              FieldNotInIndex"
  })
  void haveTheBoundsThatConvexAllows(String bounds, String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> names("by_team_score", range -> with(range, bounds)))
        .withMessageStartingWith("Tried to read a range of the index by_team_score but failed")
        .withMessageContaining("(" + code + ")");
  }

  private static IndexRange with(IndexRange range, String bounds) {
    for (String bound : bounds.split(" ", -1)) {
      String field = bound.replaceFirst(".*:", "");
      switch (bound.replaceFirst(":.*", "")) {
        case "gt" -> range.gt(field, 1);
        case "lt" -> range.lt(field, 1);
        case "lte" -> range.lte(field, 1);
        default -> range.eq(field, 1);
      }
    }
    return range;
  }

  @Test
  void needADeclaredIndex() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> names("by_name", range -> {}))
        .withMessageContaining("the schema declares none of this name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inTransaction(db -> db.query("others").withIndex("by_place").collect()));
  }

  @Test
  void countOnlyWhatTheyReachAgainstTheLimits() {
    database.commit(
        TransactionLimits.NONE,
        transaction -> {
          for (int i = 0; i < 40_000; i++) {
            transaction.insert(
                transaction.catalog().tableOrNew("", "games"), Values.object("team", "green"));
          }
        });

    assertThat(names("by_team_score", range -> range.eq("team", "red"))).isEqualTo("egcafd");
    Page last = lastPage();
    assertThat(last.isDone()).isTrue();
  }

  /** The whole table is more than a transaction may read, but no page of it is. */
  private Page lastPage() {
    Page page = page(null);
    while (!page.isDone()) {
      page = page(page.continueCursor());
    }
    return page;
  }

  private Page page(@Nullable String cursor) {
    return inTransaction(db -> db.query("games").paginate(new PaginationOptions(15_000, cursor)));
  }
}
