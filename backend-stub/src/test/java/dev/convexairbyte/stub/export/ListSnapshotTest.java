package dev.convexairbyte.stub.export;

import static dev.convexairbyte.stub.ApiClient.document;
import static dev.convexairbyte.stub.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.TickingClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListSnapshotTest {

  private static final String PATH = "/api/list_snapshot";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final StubBackend stub =
      StubBackend.start(
          StubSettings.builder()
              .snapshotPageRows(3)
              .clock(clock)
              .documentRetention(Duration.ofDays(4))
              .seed(5)
              .build());
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void writesKeysInTheBackendsOrder() {
    String id = stub.insert("users", document("{'name':'Ada','Zip':1}")).get(0);

    String body = client.get(PATH).body();

    assertThat(body)
        .matches(
            "\\{\"values\":\\[\\{\"_component\":\"\",\"_table\":\"users\",\"_ts\":\\d{19},\"Zip\":1.0,"
                + "\"_creationTime\":\\d+\\.\\d+,\"_id\":\""
                + id
                + "\",\"name\":\"Ada\"}\\],"
                + "\"snapshot\":\\d{19},\"cursor\":null,\"hasMore\":false}");
  }

  @Test
  void writesCharactersOutsideTheBasicPlaneAsTheyAre() {
    stub.insert("users", document("{'name':'\\ud83d\\ude00 é'}"));

    assertThat(client.get(PATH).body()).contains("\"name\":\"\ud83d\ude00 é\"");
  }

  @Test
  void takesAnEmptyBodyAndNulls() {
    stub.insert("users", document("{}"));

    assertThat(post("{}").get("values")).hasSize(1);
    assertThat(post("{'snapshot':null,'cursor':null,'format':null}").get("values")).hasSize(1);
  }

  @Test
  void endsAtOnceWhereThereIsNoTable() {
    JsonNode page = post("{}");

    assertThat(page.get("values")).isEmpty();
    assertThat(page.get("cursor").isNull()).isTrue();
    assertThat(page.get("hasMore").booleanValue()).isFalse();
    assertThat(page.get("snapshot").longValue()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'tableName':'unknown'}",
        "{'component':'unknown'}",
        "{'tableName':'users','component':'unknown'}",
        "{'tableName':'_tables'}",
        "{'tableName':'_storage'}"
      })
  void endsAtOnceForATableThatIsNotExported(String selection) {
    insert("users", 1);
    long latest = post("{}").get("snapshot").longValue();

    JsonNode page = post(selection);

    assertThat(page.get("values")).isEmpty();
    assertThat(page.get("cursor").isNull()).isTrue();
    assertThat(page.get("hasMore").booleanValue()).isFalse();
    assertThat(page.get("snapshot").longValue()).isEqualTo(latest);
  }

  @Test
  void walksATableInIdOrder() {
    List<String> ids = new ArrayList<>(insert("users", 7));
    ids.sort(null);

    List<JsonNode> pages = walk("{}");

    assertThat(pages).hasSize(3);
    assertThat(pages.stream().flatMap(page -> Rows.ids(page).stream()))
        .containsExactlyElementsOf(ids);
  }

  @Test
  void saysThatThereIsMoreWhenATableEndsWithItsPage() {
    insert("users", 3);

    List<JsonNode> pages = walk("{}");

    assertThat(pages).extracting(page -> page.get("values").size()).containsExactly(3, 0);
    assertThat(pages.get(0).get("hasMore").booleanValue()).isTrue();
  }

  @Test
  void endsEveryPageAtATablesEndAndNamesTheNextTablet() {
    insert("a", 1);
    insert("b", 4);
    stub.transact(writes -> writes.createTable("", "empty"));

    List<JsonNode> pages = walk("{}");

    assertThat(pages)
        .allSatisfy(page -> assertThat(new HashSet<>(Rows.tables(page))).hasSizeLessThan(2));
    assertThat(pages).hasSize(1 + 2 + 1);
    assertThat(pages.get(0).get("cursor").textValue())
        .matches("\\{\"tablet\":\"[-_A-Za-z0-9]{22}\",\"id\":\".{31,32}\"}");
    assertThat(pages.stream().map(page -> page.get("cursor").asText()))
        .anyMatch(cursor -> cursor.endsWith("\"id\":\"0400000000000000000000000000248\"}"));
  }

  @Test
  void visitsTablesByTabletAndNotByName() {
    IntStream.range(0, 12).forEach(i -> insert("t" + (char) ('a' + i), 1));

    List<JsonNode> pages = walk("{}");

    List<String> tablets =
        pages.stream()
            .filter(page -> page.get("hasMore").booleanValue())
            .map(page -> ApiClient.parse(page.get("cursor").textValue()).get("tablet").textValue())
            .toList();
    assertThat(tablets).hasSize(11).doesNotHaveDuplicates();
    assertThat(pages.stream().flatMap(page -> Rows.tables(page).stream()).toList())
        .hasSize(12)
        .isNotEqualTo(IntStream.range(0, 12).mapToObj(i -> "t" + (char) ('a' + i)).toList());
  }

  @Test
  void endsAPageWhenItsTimeIsUpAndNeverWithoutARow() {
    // Every look at this clock takes a second: one look starts a page, then one follows each row.
    Clock slow = new TickingClock(Instant.parse("2026-11-20T12:00:00Z"), Duration.ofSeconds(1));
    StubSettings.Builder settings = StubSettings.builder().clock(slow);
    try (StubBackend timed =
        StubBackend.start(settings.snapshotPageTime(Duration.ofSeconds(3)).build())) {
      timed.insert("users", document("{}"), document("{}"), document("{}"), document("{}"));

      assertThat(pages(ApiClient.of(timed), document("{}")))
          .extracting(page -> page.get("values").size())
          .containsExactly(3, 1);
    }
    try (StubBackend timed =
        StubBackend.start(settings.snapshotPageTime(Duration.ofMillis(1)).build())) {
      timed.insert("users", document("{}"), document("{}"));

      assertThat(pages(ApiClient.of(timed), document("{}")))
          .extracting(page -> page.get("values").size())
          .containsExactly(1, 1, 0);
    }
  }

  @Test
  void givesTheSamePageTwice() {
    insert("users", 5);
    JsonNode first = post("{}");
    String again = "{'snapshot':%s}".formatted(first.get("snapshot"));

    assertThat(post(again)).isEqualTo(first);
    assertThat(post(again)).isEqualTo(first);
  }

  @Test
  void readsTheGetFormAlike() {
    insert("users", 5);
    JsonNode first = client.get(PATH + "?tableName=users").json();
    String next =
        PATH
            + "?tableName=users&snapshot="
            + first.get("snapshot")
            + "&cursor="
            + encode(first.get("cursor").textValue());

    assertThat(client.get(next).json().get("values")).hasSize(2);
  }

  @Test
  void readsDocumentsAsTheyWereAtTheSnapshot() {
    List<String> ids = insert("users", 3);
    long snapshot = post("{}").get("snapshot").longValue();
    stub.transact(
        writes -> {
          writes.replace(ids.get(0), document("{'changed':true}"));
          writes.delete(ids.get(1));
          writes.insert("users", document("{'late':true}"));
          writes.insert("posts", document("{'late':true}"));
        });

    JsonNode page = post("{'snapshot':" + snapshot + "}");

    assertThat(Rows.ids(page)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(Rows.tables(page)).containsOnly("users");
    assertThat(page.get("values")).noneMatch(row -> row.has("changed"));
    assertThat(page.get("snapshot").longValue()).isEqualTo(snapshot);
  }

  @Test
  void showsWhenEachRevisionWasCommitted() {
    String first = insert("users", 1).get(0);
    long before = post("{}").get("snapshot").longValue();
    clock.advance(Duration.ofSeconds(1));
    insert("users", 1);

    JsonNode page = post("{}");

    assertThat(page.get("values"))
        .anySatisfy(
            row -> {
              assertThat(row.get("_id").textValue()).isEqualTo(first);
              assertThat(row.get("_ts").longValue()).isEqualTo(before);
            });
    assertThat(page.get("snapshot").longValue()).isEqualTo(before - 1 + 1_000_000_000L);
  }

  @Test
  void servesATableThatWasDroppedOrReplacedAfterTheSnapshot() {
    List<String> dropped = insert("dropped", 1);
    List<String> cleared = insert("cleared", 1);
    long snapshot = post("{}").get("snapshot").longValue();
    stub.transact(writes -> writes.dropTable("", "dropped"));
    client.put("/api/streaming_import/clear_tables", "{\"tableNames\":[\"cleared\"]}");

    List<JsonNode> pages = walk("{'snapshot':" + snapshot + "}");

    assertThat(pages.stream().flatMap(page -> Rows.ids(page).stream()))
        .containsExactlyInAnyOrder(dropped.get(0), cleared.get(0));
    assertThat(walk("{}").stream().flatMap(page -> Rows.ids(page).stream())).isEmpty();
  }

  @Test
  void leavesOutATableThatIsBeingImported() {
    insert("users", 1);
    client.put("/api/streaming_import/clear_tables", "{\"tableNames\":[\"users\"]}");
    long latest = post("{}").get("snapshot").longValue();

    // One commit ago the empty table was hidden and the old one active.
    List<JsonNode> pages = walk("{'snapshot':" + (latest - 1) + "}");

    assertThat(pages.stream().flatMap(page -> Rows.ids(page).stream())).hasSize(1);
    assertThat(pages).hasSize(1);
  }

  @Test
  void refusesASnapshotAfterTheNewestCommit() {
    insert("users", 1);
    long latest = post("{}").get("snapshot").longValue();
    clock.advance(Duration.ofHours(1));

    assertThat(send("{'snapshot':" + (latest + 1) + "}").error()).isEqualTo("400 SnapshotTooNew");
    assertThat(send("{'snapshot':" + latest + "}").status()).isEqualTo(200);
  }

  @Test
  void refusesASnapshotOlderThanFiveDaysOfTheNewestCommit() {
    insert("users", 1);
    long old = post("{}").get("snapshot").longValue();
    clock.advance(Duration.ofDays(5));

    // No commit since, so that nothing has aged yet.
    assertThat(send("{'snapshot':" + old + "}").status()).isEqualTo(200);
    insert("users", 1);
    assertThat(send("{'snapshot':" + old + "}").error()).isEqualTo("503 InternalServerError");
    clock.advance(Duration.ofNanos(2));
    insert("users", 1);
    assertThat(send("{'snapshot':" + old + "}").error()).isEqualTo("400 SnapshotTooOld");
    assertThat(send("{'snapshot':0}").error()).isEqualTo("400 SnapshotTooOld");
  }

  @Test
  void failsOpaquelyForASnapshotOutOfDocumentRetention() {
    insert("users", 1);
    long old = post("{}").get("snapshot").longValue();
    clock.advance(Duration.ofDays(4).plusSeconds(1));
    insert("users", 1);

    Answer answer = send("{'snapshot':" + old + "}");

    assertThat(answer.error()).isEqualTo("503 InternalServerError");
    assertThat(answer.body()).isEqualTo(send("{'snapshot':-1}").body());
  }

  @Test
  void failsForANegativeSnapshot() {
    assertThat(send("{'snapshot':-1}").error()).isEqualTo("500 InternalServerError");
    assertThat(client.get(PATH + "?snapshot=-1").error()).isEqualTo("500 InternalServerError");
  }

  @Test
  void takesANewSnapshotWhereOnlyTheCursorComesBack() {
    insert("users", 4);
    JsonNode first = post("{}");
    insert("posts", 1);

    JsonNode next =
        ApiClient.parse(
            client.get(PATH + "?cursor=" + encode(first.get("cursor").textValue())).body());

    assertThat(next.get("snapshot").longValue()).isGreaterThan(first.get("snapshot").longValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        "[]",
        "{\"tablet\":\"THg1Bf2q0a9acLS2lPsCbg\"}",
        "{\"tablet\":\"THg1\",\"id\":\"j575tdkqnc5q5gwtmyxys00tkx720rtv\"}",
        "{\"tablet\":\"THg1Bf2q0a9acLS2lPsCbg\",\"id\":\"j575tdkqnc5q5gwtmyxys00tkx720rtw\"}"
      })
  void refusesWhatIsNoCursor(String cursor) {
    insert("users", 1);

    assertThat(client.get(PATH + "?cursor=" + encode(cursor)).error())
        .isEqualTo("400 InvalidListSnapshotCursor");
  }

  @Test
  void appliesTheCursorOfAnotherTableToTheFirstOneLeft() {
    insert("early", 4);
    insert("late", 4);
    List<JsonNode> walk = walk("{}");
    String first = Rows.tables(walk.get(0)).get(0);
    String second = first.equals("early") ? "late" : "early";
    String lowestId = Rows.ids(walk.get(2)).get(0);
    String tabletOfFirst =
        ApiClient.parse(walk.get(0).get("cursor").textValue()).get("tablet").textValue();

    // The first table's tablet lies below the second's, which alone is selected.
    JsonNode page =
        foreign(tabletOfFirst, lowestId, "{\"tableName\":\"" + second + "\",\"cursor\":%s}");

    assertThat(Rows.tables(page)).containsOnly(second);
    assertThat(Rows.ids(page)).doesNotContain(lowestId).hasSize(3);
  }

  @Test
  void losesTheRestOfATableThatTheSelectionDropsHalfway() {
    insert("early", 4);
    insert("late", 4);
    JsonNode first = post("{}");
    String half = Rows.tables(first).get(0);
    String other = half.equals("early") ? "late" : "early";
    ObjectNode next = document("{'tableName':'" + other + "'}");
    next.set("snapshot", first.get("snapshot"));
    next.set("cursor", first.get("cursor"));

    List<JsonNode> rest = pages(client, next);

    assertThat(first.get("hasMore").booleanValue()).isTrue();
    assertThat(rest.stream().flatMap(page -> Rows.tables(page).stream())).doesNotContain(half);
    assertThat(rest.get(rest.size() - 1).get("hasMore").booleanValue()).isFalse();
  }

  @Test
  void dropsTablesBelowTheCursorsTablet() {
    insert("users", 2);

    JsonNode page =
        foreign("_____________________w", "0400000000000000000000000000248", "{\"cursor\":%s}");

    assertThat(page.get("values")).isEmpty();
    assertThat(page.get("hasMore").booleanValue()).isFalse();
  }

  @Test
  void looksAtTheFormatLast() {
    insert("users", 1);

    assertThat(send("{'format':'xml'}").error()).isEqualTo("400 BadFormat");
    assertThat(send("{'format':'xml','snapshot':0,'cursor':'x'}").error())
        .isEqualTo("400 InvalidListSnapshotCursor");
    assertThat(send("{'format':'xml','snapshot':-1,'cursor':'x'}").error())
        .isEqualTo("500 InternalServerError");
  }

  @Test
  void looksAtTheCursorBeforeTheSelection() {
    assertThat(send("{'tableName':'my-table','cursor':'x'}").error())
        .isEqualTo("400 InvalidListSnapshotCursor");
  }

  @Test
  void writesTheFormatAskedFor() {
    stub.insert(
        "users", document("{'n':{'$integer':'BQAAAAAAAAA='},'b':{'$bytes':'ABCD'},'z':-0.0}"));

    assertThat(rowIn("json")).contains("\"b\":\"ABCD\",\"n\":\"5\",\"z\":-0.0");
    assertThat(rowIn("convex_clean_json")).contains("\"b\":\"ABCD\",\"n\":\"5\",\"z\":-0.0");
    assertThat(rowIn("convex_encoded_json"))
        .contains(
            "\"b\":{\"$bytes\":\"ABCD\"},\"n\":{\"$integer\":\"BQAAAAAAAAA=\"},\"z\":{\"$float\":");
    assertThat(rowIn("convex_json")).contains("\"n\":{\"$integer\":\"BQAAAAAAAAA=\"}");
    assertThat(rowIn("export_json")).contains("\"b\":{\"$bytes\":\"ABCD\"},\"n\":5,\"z\":-0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'snapshot':'1'}", "{'snapshot':1.0}", "{'cursor':1}", "{'format':1}", "[]"})
  void refusesArgumentsOfAnotherType(String body) {
    assertThat(send(body).error()).isEqualTo("400 BadJsonBody");
  }

  private JsonNode foreign(String tablet, String id, String body) {
    String cursor = "\"{\\\"tablet\\\":\\\"" + tablet + "\\\",\\\"id\\\":\\\"" + id + "\\\"}\"";
    return client.post(PATH, body.formatted(cursor)).json();
  }

  private String rowIn(String format) {
    return send("{'format':'" + format + "'}").body();
  }

  private List<String> insert(String table, int count) {
    return stub.insert(
        table, Stream.generate(() -> document("{'n':1}")).limit(count).toArray(ObjectNode[]::new));
  }

  /** All pages, from the arguments on. */
  private List<JsonNode> walk(String arguments) {
    return pages(client, document(arguments));
  }

  private static List<JsonNode> pages(ApiClient client, ObjectNode body) {
    List<JsonNode> pages = new ArrayList<>();
    JsonNode page;
    do {
      page = client.post(PATH, body.toString()).json();
      pages.add(page);
      body.set("snapshot", page.get("snapshot"));
      body.set("cursor", page.get("cursor"));
    } while (page.get("hasMore").booleanValue());
    return pages;
  }

  private JsonNode post(String body) {
    return send(body).json();
  }

  private Answer send(String body) {
    return client.post(PATH, body.replace('\'', '"'));
  }
}
