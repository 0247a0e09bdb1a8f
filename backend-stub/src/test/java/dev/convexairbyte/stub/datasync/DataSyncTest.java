package dev.convexairbyte.stub.datasync;

import static dev.convexairbyte.stub.datasync.Deployment.SYNC;
import static dev.convexairbyte.stub.datasync.Deployment.cursor;
import static dev.convexairbyte.stub.datasync.Deployment.fields;
import static dev.convexairbyte.stub.datasync.Deployment.last;
import static dev.convexairbyte.stub.datasync.Deployment.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.DocumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSyncTest {

  private static final SyncLimits SMALL = new SyncLimits(3, 1 << 20, 6);

  private final Deployment deployment = new Deployment(SMALL);

  @Test
  void writesKeysInTheBackendsOrder() {
    Table table = deployment.table("shop/eu", "carts");
    DocumentId id = deployment.write(t -> t.insert(table, fields("{'name':'Ada','Zip':1}")));

    String body = deployment.post(SYNC, "{}").body();

    assertThat(body)
        .matches(
            "\\{\"status\":\\{\"type\":\"upToDate\",\"snapshotTs\":\\d{19}},"
                + "\"truncates\":\\[\\{\"component\":\"shop/eu\",\"table\":\"carts\"}],"
                + "\"values\":\\[\\{\"component\":\"shop/eu\",\"table\":\"carts\",\"ts\":\\d{19},\"deleted\":false,"
                + "\"value\":\\{\"Zip\":1.0,\"_creationTime\":\\d+\\.\\d+,\"_id\":\""
                + id
                + "\",\"name\":\"Ada\"}}],"
                + "\"syncId\":\"[-0-9a-f]{36}\","
                + "\"pagination\":\\{\"hasMore\":true,\"nextCursor\":\"01[0-9a-f]+\"}}");
  }

  @Test
  void writesTheExportEncodingWhateverIsAskedFor() {
    Table table = deployment.table("t");
    deployment.write(
        t ->
            t.insert(
                table, fields("{'n':{'$integer':'BQAAAAAAAAA='},'b':{'$bytes':'ABCD'},'f':3}")));

    assertThat(deployment.post(SYNC, "{'format':'json'}").body())
        .contains("\"b\":{\"$bytes\":\"ABCD\"},\"f\":3.0,\"n\":5}");
  }

  @Test
  void writesOnlyTheIdOfADeletedDocument() {
    DocumentId id = deployment.insert("users", 1).get(0);
    JsonNode first = deployment.first();
    deployment.delete("users", id);

    String body = deployment.post(SYNC, "{'cursor':'" + cursor(first) + "'}").body();

    assertThat(body).contains("\"deleted\":true,\"value\":{\"_id\":\"" + id + "\"}}]");
  }

  @Test
  void ignoresUnknownKeys() {
    deployment.insert("users", 5);

    JsonNode page =
        deployment.post(SYNC, "{'cursor':null,'limit':1,'tableName':'none','x':[]}").json();

    assertThat(page.get("values")).hasSize(3);
  }

  @Test
  void alwaysSaysThatThereIsMore() {
    JsonNode first = deployment.first();
    JsonNode second = deployment.after(first);

    assertThat(status(second)).isEqualTo("upToDate");
    assertThat(List.of(first, second))
        .allMatch(page -> page.get("pagination").get("hasMore").booleanValue());
  }

  @Test
  void changesTheCursorEvenIfNothingMoved() {
    JsonNode first = deployment.first();
    JsonNode second = deployment.after(first);
    JsonNode third = deployment.after(second);

    assertThat(third.get("status")).isEqualTo(second.get("status"));
    assertThat(cursor(third)).isNotEqualTo(cursor(second)).startsWith("01");
  }

  @Test
  void growsTheCursorWithTheTables() {
    JsonNode none = deployment.first();
    deployment.insert("a", 1);
    deployment.insert("b", 1);

    JsonNode two = last(deployment.snapshot());

    assertThat(cursor(two).length()).isGreaterThan(cursor(none).length() + 2 * 2 * 16);
  }

  @Test
  void walksATableInIdOrderAndEndsAnExactMultipleWithAnEmptyPage() {
    List<DocumentId> ids = new ArrayList<>(deployment.insert("users", 6));
    ids.sort(null);

    List<JsonNode> pages = deployment.snapshot();

    assertThat(pages).extracting(page -> page.get("values").size()).containsExactly(3, 3, 0);
    assertThat(pages.stream().flatMap(page -> ids(page).stream()))
        .containsExactlyElementsOf(ids.stream().map(DocumentId::toString).toList());
    // The first page wrote a row of progress after the time that the table was read at.
    assertThat(pages)
        .extracting(Deployment::status)
        .containsExactly("snapshotting", "snapshotting", "stale");
    assertThat(status(deployment.after(last(pages)))).isEqualTo("upToDate");
  }

  @Test
  void neverSpansTwoTablesAndSendsAnEmptyPageForAnEmptyOne() {
    deployment.insert("a", 1);
    deployment.table("empty");
    deployment.insert("b", 2);

    List<JsonNode> pages = deployment.snapshot();

    assertThat(pages).hasSize(3);
    assertThat(pages)
        .allSatisfy(page -> assertThat(new HashSet<>(tables(page))).hasSizeLessThan(2));
    assertThat(pages).anySatisfy(page -> assertThat(page.get("values")).isEmpty());
  }

  @Test
  void endsAPageWithTheDocumentThatReachesTheByteLimit() {
    Deployment narrow = new Deployment(new SyncLimits(100, 250, 100));
    Table table = narrow.table("t");
    narrow.write(
        t -> {
          for (int i = 0; i < 3; i++) {
            t.insert(table, fields("{'text':'" + "x".repeat(100) + "'}"));
          }
          return t;
        });

    assertThat(narrow.snapshot())
        .extracting(page -> page.get("values").size())
        .containsExactly(2, 1);
  }

  @Test
  void sendsTheTruncateOfATableWithThePageThatFinishesTheOneBefore() {
    deployment.insert("a", 1);
    deployment.insert("b", 4);
    deployment.insert("c", 1);

    List<JsonNode> pages = deployment.snapshot();

    List<String> order = pages.stream().flatMap(page -> tables(page).stream()).distinct().toList();
    assertThat(order).hasSize(3);
    assertThat(truncates(pages.get(0))).containsOnlyOnce(order.get(0));
    assertThat(pages.stream().flatMap(page -> truncates(page).stream()))
        .containsExactlyInAnyOrderElementsOf(order);
    // The page that ends a table starts the next, whose rows come a page later.
    for (int i = 1; i < order.size(); i++) {
      String table = order.get(i);
      JsonNode announced =
          pages.stream().filter(page -> truncates(page).contains(table)).findFirst().orElseThrow();
      assertThat(tables(announced)).doesNotContain(table);
    }
  }

  @Test
  void readsATableAsOfTheCursorsTimeWhileThatIsFresh() {
    List<DocumentId> ids = new ArrayList<>(deployment.insert("users", 5));
    ids.sort(null);
    JsonNode first = deployment.first();
    deployment.clock.advance(Duration.ofSeconds(29));
    deployment.delete("users", ids.get(4));

    JsonNode second = deployment.after(first);

    assertThat(ids(second)).contains(ids.get(4).toString());
    assertThat(status(second)).isEqualTo("stale");
    JsonNode third = deployment.after(second);
    assertThat(third.get("values").get(0).get("deleted").booleanValue()).isTrue();
    assertThat(status(third)).isEqualTo("upToDate");
  }

  @ParameterizedTest
  @CsvSource({"29999999999, 2", "30000000000, 0"})
  void followsTheLogFirstWhereTheCursorLagsHalfAMinute(long lag, int rows) {
    deployment.insert("users", 5);
    long ts = deployment.log.latest();
    JsonNode first = deployment.first();
    Duration sinceEpoch = Duration.between(Instant.EPOCH, deployment.clock.instant());
    deployment.clock.advance(Duration.ofNanos(ts + lag).minus(sinceEpoch));
    deployment.table("posts");

    JsonNode second = deployment.after(first);

    assertThat(status(second)).isEqualTo("snapshotting");
    assertThat(second.get("values")).hasSize(rows);
    assertThat(deployment.after(second).get("values")).hasSize(2 - rows);
  }

  @Test
  void sendsChangesOfCapturedDocumentsOnly() {
    List<DocumentId> ids = new ArrayList<>(deployment.insert("users", 6));
    ids.sort(null);
    JsonNode first = deployment.first();
    deployment.clock.advance(Duration.ofMinutes(1));
    deployment.replace("users", ids, "{}");

    JsonNode second = deployment.after(first);

    assertThat(ids(second))
        .containsExactlyElementsOf(ids.subList(0, 3).stream().map(DocumentId::toString).toList());
    assertThat(second.get("values").get(0).get("ts").longValue())
        .isGreaterThan(first.get("values").get(0).get("ts").longValue());
    JsonNode third = deployment.after(second);
    assertThat(ids(third))
        .containsExactlyElementsOf(ids.subList(3, 6).stream().map(DocumentId::toString).toList());
    assertThat(third.get("values").get(0).get("value").has("n")).isFalse();
  }

  @Test
  void endsALogPageBeforeTheTransactionThatReachesTheRowLimit() {
    List<DocumentId> ids = deployment.insert("users", 1);
    deployment.table("posts");
    JsonNode start = last(deployment.snapshot());
    // One row of progress is in the log after it already; each replacement is another.
    for (int i = 0; i < 6; i++) {
      deployment.replace("users", ids, "{'i':" + i + "}");
    }

    JsonNode next = deployment.after(start);

    assertThat(status(next)).isEqualTo("stale");
    assertThat(next.get("values").size()).isEqualTo(3);
    assertThat(next.get("status").get("snapshotTs").longValue())
        .isEqualTo(next.get("values").get(2).get("ts").longValue());
    assertThat(deployment.after(next).get("values").size()).isEqualTo(3);
    assertThat(status(deployment.after(deployment.after(next)))).isEqualTo("upToDate");
  }

  @Test
  void countsUnselectedRowsWhereTwoTablesAreSelectedAndNoneWhereOneIs() {
    deployment.insert("users", 1);
    deployment.insert("posts", 1);
    deployment.insert("noise", 1);
    long ts = deployment.log.latest();
    for (int i = 0; i < 20; i++) {
      deployment.insert("noise", 1);
    }
    deployment.insert("users", 1);

    String one = "{'':{'users':{'_other':'included'},'_other':'excluded'},'_other':'excluded'}";
    String two =
        "{'':{'users':{'_other':'included'},'posts':{'_other':'included'},'_other':'excluded'},"
            + "'_other':'excluded'}";
    JsonNode ofOne = deployment.page(fromDeltas(ts, one), one);
    JsonNode ofTwo = deployment.page(fromDeltas(ts, two), two);

    assertThat(status(ofOne)).isEqualTo("upToDate");
    assertThat(ofOne.get("values")).hasSize(1);
    assertThat(status(ofTwo)).isEqualTo("stale");
    assertThat(ofTwo.get("values")).isEmpty();
  }

  @Test
  void neverSplitsATransaction() {
    deployment.insert("users", 1);
    deployment.table("posts");
    JsonNode start = last(deployment.snapshot());
    deployment.insert("users", 20);

    JsonNode next = deployment.after(start);

    assertThat(next.get("values").size()).isIn(0, 20);
    JsonNode full = next.get("values").isEmpty() ? deployment.after(next) : next;
    assertThat(full.get("values")).hasSize(20);
    assertThat(status(full)).isEqualTo("upToDate");
  }

  @Test
  void sendsEveryRevisionInIncreasingOrderOfTime() {
    List<DocumentId> ids = deployment.insert("users", 1);
    JsonNode first = deployment.first();
    deployment.replace("users", ids, "{'v':1}");
    deployment.replace("users", ids, "{'v':2}");
    deployment.delete("users", ids.get(0));

    JsonNode next = deployment.after(first);

    assertThat(next.get("values")).hasSize(3);
    assertThat(StreamSupport.stream(next.get("values").spliterator(), false))
        .extracting(value -> value.get("ts").longValue())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void truncatesATableThatIsSelectedLaterAndSaysNothingOfOneThatIsNoLonger() {
    deployment.insert("users", 2);
    deployment.insert("posts", 2);
    String users = "{'':{'posts':'excluded','_other':'included'},'_other':'included'}";
    JsonNode start = deployment.post(SYNC, "{'selection':" + users + "}").json();

    JsonNode both = deployment.after(start);
    JsonNode usersAgain = deployment.page(cursor(both), users);
    deployment.insert("posts", 1);
    JsonNode quiet = deployment.page(cursor(usersAgain), users);
    JsonNode bothAgain = deployment.after(quiet);

    assertThat(truncates(start)).containsExactly("users");
    assertThat(truncates(both)).containsExactly("posts");
    assertThat(tables(both)).containsOnly("posts");
    assertThat(List.of(usersAgain, quiet))
        .allSatisfy(
            page -> {
              assertThat(page.get("truncates")).isEmpty();
              assertThat(page.get("values")).isEmpty();
            });
    assertThat(truncates(bothAgain)).containsExactly("posts");
    assertThat(bothAgain.get("values")).hasSize(3);
  }

  @Test
  void sendsNothingForADeletedTable() {
    List<DocumentId> ids = deployment.insert("users", 2);
    deployment.insert("posts", 1);
    JsonNode start = last(deployment.snapshot());
    deployment.replace("users", ids, "{'unread':true}");
    deployment.drop("users");

    JsonNode next = deployment.after(start);

    assertThat(next.get("truncates")).isEmpty();
    assertThat(next.get("values")).isEmpty();
    assertThat(status(next)).isEqualTo("upToDate");
  }

  @Test
  void goesOnWithTheNextTableWhereTheCurrentOneIsDeleted() {
    deployment.insert("users", 5);
    JsonNode first = deployment.first();
    deployment.drop("users");
    deployment.insert("posts", 2);

    JsonNode second = deployment.after(first);

    assertThat(truncates(second)).containsExactly("posts");
    assertThat(tables(second)).isEmpty();
    assertThat(tables(deployment.after(second))).containsOnly("posts");
  }

  @Test
  void truncatesATableThatAnImportReplacedAndSendsItsRows() {
    deployment.insert("users", 2);
    JsonNode start = last(deployment.snapshot());
    deployment.finishImport(deployment.startImport("users"));

    JsonNode walk = deployment.after(start);
    JsonNode log = deployment.after(walk);

    assertThat(truncates(walk)).containsExactly("users");
    assertThat(log.get("values")).hasSize(1);
    assertThat(log.get("values").get(0).get("value").get("imported").booleanValue()).isTrue();
    assertThat(status(log)).isEqualTo("upToDate");
  }

  /** The caveat of the backend: the old rows are gone at the client, and do not come again. */
  @Test
  void truncatesATableAlreadyWhenAnImportStartsToFillItsSuccessor() {
    deployment.insert("users", 2);
    JsonNode start = last(deployment.snapshot());
    Table hidden = deployment.startImport("users");

    JsonNode walk = deployment.after(start);
    JsonNode log = deployment.after(walk);
    deployment.finishImport(hidden);
    JsonNode end = deployment.after(log);

    assertThat(truncates(walk)).containsExactly("users");
    assertThat(log.get("values")).hasSize(1);
    assertThat(end.get("truncates")).isEmpty();
    assertThat(end.get("values")).isEmpty();
  }

  @Test
  void exportsSelectedColumnsOnly() {
    Table table = deployment.table("users");
    deployment.write(t -> t.insert(table, fields("{'name':'Ada','secret':1}")));

    JsonNode page =
        deployment
            .post(
                SYNC,
                "{'selection':{'':{'users':{'secret':'excluded','_other':'included'},'_other':'excluded'},"
                    + "'_other':'excluded'}}")
            .json();

    JsonNode value = page.get("values").get(0).get("value");
    assertThat(value.has("name")).isTrue();
    assertThat(value.has("secret")).isFalse();
  }

  @Test
  void leavesOutSystemTables() {
    deployment.first();

    JsonNode page = deployment.first();

    assertThat(page.get("truncates")).isEmpty();
    assertThat(page.get("values")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "airbyte-export-0.2.0, airbyte-",
    "fivetran-export-1.0.0, fivetran-",
    "fivetran-import-1.0.0, fivetran-",
    "npm-1.20.0, ''",
    "'', ''"
  })
  void namesTheSyncAfterTheClientOfItsFirstCall(String client, String prefix) {
    Map<String, String> headers = Map.of("convex-client", client);

    JsonNode first = deployment.send("POST", SYNC, "", "{}", headers).json();
    String next = "{'cursor':'%s'}".formatted(cursor(first));
    JsonNode second = deployment.post(SYNC, next).json();

    assertThat(first.get("syncId").textValue())
        .matches(prefix + "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(second.get("syncId")).isEqualTo(first.get("syncId"));
    assertThat(deployment.first().get("syncId")).isNotEqualTo(first.get("syncId"));
  }

  @Test
  void refusesACursorOutOfDocumentRetention() {
    deployment.insert("users", 1);
    JsonNode first = deployment.first();
    long ts = first.get("status").get("snapshotTs").longValue();
    deployment.clock.advance(Duration.ofDays(4).minusSeconds(1));
    deployment.insert("users", 1);
    assertThat(deployment.post(SYNC, again(first)).status()).isEqualTo(200);

    deployment.clock.advance(Duration.ofSeconds(2));
    deployment.insert("users", 1);

    assertThat(deployment.post(SYNC, again(first)).error()).isEqualTo("400 DataSyncCursorExpired");
    assertThat(deployment.post(Deployment.FROM_DELTAS, "{'cursor':" + ts + "}").error())
        .isEqualTo("400 DataSyncCursorExpired");
  }

  @Test
  void refusesTheCursorOfAnotherDeployment() {
    deployment.insert("users", 1);
    String cursor = again(deployment.first());
    Deployment other = new Deployment(SMALL, new byte[] {2}, 7);

    assertThat(deployment.post(SYNC, cursor).status()).isEqualTo(200);
    assertThat(other.post(SYNC, cursor).error()).isEqualTo("400 InvalidDataSyncCursor");
  }

  @Test
  void refusesACursorAheadOfTheNewestCommit() {
    // The same secret, as after a backup was put back.
    Deployment ahead = new Deployment(SMALL);
    ahead.clock.advance(Duration.ofDays(1));
    ahead.insert("users", 1);
    String cursor = again(ahead.first());

    assertThat(deployment.post(SYNC, cursor).error()).isEqualTo("400 InvalidDataSyncCursor");
  }

  @Test
  void writesAtMostOneRowOfProgressInFiveSeconds() {
    deployment.insert("users", 30);
    long before = deployment.log.latest();

    JsonNode page = deployment.first();
    long atStart = deployment.log.latest();
    page = deployment.after(page);
    deployment.clock.advance(Duration.ofMillis(4_999));
    page = deployment.after(page);
    long within = deployment.log.latest();
    deployment.clock.advance(Duration.ofMillis(1));
    deployment.after(page);

    assertThat(atStart).isGreaterThan(before);
    assertThat(within).isEqualTo(atStart);
    assertThat(deployment.log.latest()).isGreaterThan(within);
    // document_deltas reads the row, sends nothing of it and goes on past it.
    JsonNode deltas = deployment.post("/api/document_deltas", "{'cursor':" + before + "}").json();
    assertThat(deltas.get("values")).isEmpty();
    assertThat(deltas.get("cursor").longValue()).isEqualTo(deployment.log.latest());
  }

  private String fromDeltas(long ts, String selection) {
    return deployment
        .post(Deployment.FROM_DELTAS, "{'cursor':%d,'selection':%s}".formatted(ts, selection))
        .json()
        .get("cursor")
        .textValue();
  }

  private static String again(JsonNode page) {
    return "{'cursor':'" + cursor(page) + "'}";
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.get("values").spliterator(), false)
        .map(value -> value.get("value").get("_id").textValue())
        .toList();
  }

  private static List<String> tables(JsonNode page) {
    return StreamSupport.stream(page.get("values").spliterator(), false)
        .map(value -> value.get("table").textValue())
        .toList();
  }

  private static List<String> truncates(JsonNode page) {
    return StreamSupport.stream(page.get("truncates").spliterator(), false)
        .map(truncate -> truncate.get("table").textValue())
        .toList();
  }
}
