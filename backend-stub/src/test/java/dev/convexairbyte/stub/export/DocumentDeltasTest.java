package dev.convexairbyte.stub.export;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentDeltasTest {

  private static final String PATH = "/api/document_deltas";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final StubBackend stub =
      StubBackend.start(
          StubSettings.builder()
              .deltaPageRows(4)
              .clock(clock)
              .documentRetention(Duration.ofDays(3))
              .build());
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void writesKeysInTheBackendsOrder() {
    long start = latest();
    String id = insert("users");
    stub.transact(writes -> writes.delete(id));

    String body = send("{'cursor':" + start + "}").body();

    assertThat(body)
        .matches(
            "\\{\"values\":\\[\\{\"_component\":\"\",\"_table\":\"users\",\"_ts\":\\d{19},\"_deleted\":false,"
                + "\"_creationTime\":\\d+\\.\\d+,\"_id\":\""
                + id
                + "\",\"n\":1.0},\\{\"_component\":\"\",\"_table\":\"users\",\"_ts\":\\d{19},"
                + "\"_deleted\":true,\"_id\":\""
                + id
                + "\"}\\],\"cursor\":\\d{19},\"hasMore\":false}");
  }

  @Test
  void showsEveryRevisionAfterTheCursorInOrder() {
    String id = insert("users");
    long start = latest();
    stub.transact(writes -> writes.replace(id, document("{'n':2}")));
    stub.transact(writes -> writes.replace(id, document("{'n':3}")));

    JsonNode page = after(start);

    assertThat(Rows.column(page, "n")).containsExactly("2.0", "3.0");
    assertThat(Rows.column(page, "_ts")).containsExactly("" + (start + 1), "" + (start + 2));
    assertThat(page.get("cursor").longValue()).isEqualTo(start + 2);
  }

  @Test
  void showsAnInsertAndADeleteOfTwoTransactionsBoth() {
    insert("users");
    long start = latest();
    String id = insert("users");
    stub.transact(writes -> writes.delete(id));

    assertThat(Rows.column(after(start), "_deleted")).containsExactly("false", "true");
  }

  @Test
  void showsALoneTombstoneForAnInsertAndADeleteOfOneTransaction() {
    insert("users");
    long start = latest();
    stub.transact(writes -> writes.delete(writes.insert("users", document("{}"))));

    assertThat(Rows.column(after(start), "_deleted")).containsExactly("true");
  }

  @Test
  void takesEveryTimestampForACursor() {
    insert("users");
    long start = latest();
    insert("users");

    assertThat(after(start - 1).get("values")).hasSize(2);
    assertThat(after(start).get("values")).hasSize(1);
    assertThat(after(start + 1).get("values")).isEmpty();
  }

  @Test
  void neverSplitsATransaction() {
    insert("users");
    long start = latest();
    stub.insert("users", document("{}"));
    stub.insert("users", document("{}"), document("{}"), document("{}"), document("{}"));
    stub.insert("users", document("{}"));

    List<JsonNode> pages = walk("{}", start);

    assertThat(pages).extracting(page -> page.get("values").size()).containsExactly(5, 1);
    assertThat(pages.get(0).get("cursor").longValue()).isEqualTo(start + 2);
  }

  @Test
  void saysThatThereIsNoMoreWhenTheLimitLandsOnTheLastRow() {
    insert("users");
    long start = latest();
    stub.insert("users", document("{}"), document("{}"), document("{}"), document("{}"));

    JsonNode page = after(start);

    assertThat(page.get("hasMore").booleanValue()).isFalse();
    assertThat(page.get("cursor").longValue()).isEqualTo(start + 1);
  }

  @Test
  void countsRowsThatAreNotSelectedSoThatPagesMayBeEmpty() {
    insert("users");
    insert("noise");
    long start = latest();
    for (int i = 0; i < 10; i++) {
      insert("noise");
    }
    insert("users");

    List<JsonNode> pages = walk("{'tableName':'users'}", start);

    assertThat(pages).extracting(page -> page.get("values").size()).containsExactly(0, 0, 1);
    assertThat(pages).extracting(page -> page.get("cursor").longValue()).isSorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'tableName':'unknown'}", "{'component':'unknown'}", "{'tableName':'_tables'}"})
  void walksEmptyPagesForATableThatIsNotExported(String selection) {
    long start = latest();
    for (int i = 0; i < 6; i++) {
      insert("users");
    }

    List<JsonNode> pages = walk(selection, start);

    assertThat(pages).extracting(page -> page.get("values").size()).containsExactly(0, 0);
    assertThat(pages.get(1).get("cursor").longValue()).isEqualTo(latest());
  }

  @Test
  void countsRowsOfSystemTables() {
    long start = latest();
    for (int i = 0; i < 5; i++) {
      String table = "t" + i;
      stub.transact(writes -> writes.createTable("", table));
    }

    List<JsonNode> pages = walk("{}", start);

    assertThat(pages).extracting(page -> page.get("values").size()).containsExactly(0, 0);
    assertThat(pages)
        .extracting(page -> page.get("hasMore").booleanValue())
        .containsExactly(true, false);
  }

  @Test
  void readsAYoungDeploymentFromTheStart() {
    insert("users");

    assertThat(walk("{}", 0).stream().mapToInt(page -> page.get("values").size()).sum()).isOne();
  }

  @Test
  void reads128RowsOfTheLogByDefault() {
    try (StubBackend usual = StubBackend.start()) {
      long start =
          ApiClient.of(usual).post("/api/list_snapshot", "{}").json().get("snapshot").longValue();
      for (int i = 0; i < 130; i++) {
        usual.insert("users", document("{}"));
      }

      JsonNode page = ApiClient.of(usual).get(PATH + "?cursor=" + start).json();

      // The first row is that of the table itself.
      assertThat(page.get("values")).hasSize(127);
      assertThat(page.get("hasMore").booleanValue()).isTrue();
    }
  }

  @Test
  void showsATableMadeAfterTheCursor() {
    long start = latest();
    insert("fresh");

    assertThat(Rows.tables(after(start))).containsExactly("fresh");
  }

  @Test
  void forgetsADroppedTableAndItsUnreadRevisions() {
    long start = latest();
    insert("dropped");
    stub.transact(writes -> writes.dropTable("", "dropped"));

    assertThat(after(start).get("values")).isEmpty();
  }

  @Test
  void showsNoTombstonesForAClearedTable() {
    insert("users");
    long start = latest();
    client.put("/api/streaming_import/clear_tables", "{\"tableNames\":[\"users\"]}");
    String id = insert("users");

    assertThat(Rows.ids(after(start))).containsExactly(id);
  }

  @Test
  void wantsACursor() {
    assertThat(send("{}").error()).isEqualTo("400 DocumentDeltasCursorRequired");
    assertThat(send("{'cursor':null}").error()).isEqualTo("400 DocumentDeltasCursorRequired");
    assertThat(client.get(PATH).error()).isEqualTo("400 DocumentDeltasCursorRequired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e3", "'1'", "9223372036854775808", "{}", "true"})
  void wantsA64BitIntegerForACursor(String cursor) {
    assertThat(send("{'cursor':" + cursor + "}").error()).isEqualTo("400 BadJsonBody");
  }

  @Test
  void failsForANegativeCursor() {
    assertThat(send("{'cursor':-1}").error()).isEqualTo("500 InternalServerError");
    assertThat(client.get(PATH + "?cursor=-1").error()).isEqualTo("500 InternalServerError");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, Long.MAX_VALUE})
  void answersAFutureCursorWithAnEarlierOne(long ahead) {
    insert("users");
    long latest = latest();
    long future = ahead == Long.MAX_VALUE ? ahead : latest + ahead;

    JsonNode page = after(future);

    assertThat(page.get("values")).isEmpty();
    assertThat(page.get("hasMore").booleanValue()).isFalse();
    assertThat(page.get("cursor").longValue()).isEqualTo(latest);
  }

  @Test
  void refusesACursorOutOfDocumentRetention() {
    insert("users");
    long old = latest();
    clock.advance(Duration.ofDays(3));
    assertThat(send("{'cursor':" + old + "}").status()).isEqualTo(200);

    insert("users");
    assertThat(send("{'cursor':" + old + "}").status()).isEqualTo(200);
    clock.advance(Duration.ofNanos(3));
    insert("users");

    assertThat(send("{'cursor':" + old + "}").error())
        .isEqualTo("400 InvalidWindowToReadDocuments");
    assertThat(send("{'cursor':0}").error()).isEqualTo("400 InvalidWindowToReadDocuments");
  }

  @Test
  void looksAtTheFormatLast() {
    assertThat(send("{'cursor':0,'format':'xml'}").error()).isEqualTo("400 BadFormat");
    assertThat(send("{'format':'xml'}").error()).isEqualTo("400 DocumentDeltasCursorRequired");
  }

  private String insert(String table) {
    return stub.insert(table, document("{'n':1}")).get(0);
  }

  private long latest() {
    return client.post("/api/list_snapshot", "{}").json().get("snapshot").longValue();
  }

  private JsonNode after(long cursor) {
    return send("{'cursor':" + cursor + "}").json();
  }

  private List<JsonNode> walk(String selection, long cursor) {
    List<JsonNode> pages = new ArrayList<>();
    JsonNode page;
    long next = cursor;
    do {
      page = client.post(PATH, document(selection).put("cursor", next).toString()).json();
      pages.add(page);
      next = page.get("cursor").longValue();
    } while (page.get("hasMore").booleanValue());
    return pages;
  }

  private Answer send(String body) {
    return client.post(PATH, body.replace('\'', '"'));
  }
}
