package dev.convexairbyte.stub.admin;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.faults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminRoutesTest {

  private static final String TRANSACTIONS = "/_stub/transactions";
  private static final String SNAPSHOT = "/api/list_snapshot";

  private final StubBackend stub =
      StubBackend.start(
          StubSettings.builder()
              .adminKey("name|full")
              .readOnlyKey("name|read")
              .importOnlyKey("name|import")
              .build());
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void commitsAllOperationsInOneTransaction() {
    JsonNode made =
        run(
            "{'op':'insert','table':'users','document':{'n':1}},"
                + "{'op':'insert','table':'carts','component':'shop','documents':[{'n':2},{'n':3}]}");

    assertThat(made.get("ids")).hasSize(3);
    JsonNode rows = client.get(SNAPSHOT + "?tableName=users").json().get("values");
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("_id")).isEqualTo(made.get("ids").get(0));
    JsonNode changes = client.get("/api/document_deltas?cursor=0").json().get("values");
    assertThat(changes)
        .hasSize(3)
        .allSatisfy(
            row -> assertThat(row.get("_ts").asText()).isEqualTo(made.get("ts").textValue()));
  }

  @Test
  void patchesReplacesAndDeletes() {
    JsonNode ids =
        run("{'op':'insert','table':'t','documents':[{'a':1,'b':2},{'a':1,'b':2},{'a':1}]}")
            .get("ids");

    run(
        "{'op':'patch','id':"
            + ids.get(0)
            + ",'fields':{'a':5},'unset':['b','gone']},{'op':'replace','id':"
            + ids.get(1)
            + ",'document':{'c':{'$integer':'BQAAAAAAAAA='}}},{'op':'delete','id':"
            + ids.get(2)
            + "}");

    JsonNode documents = documents("table=t");
    assertThat(documents).hasSize(2);
    assertThat(documents)
        .anySatisfy(row -> assertThat(without(row)).isEqualTo(document("{'a':5.0}")))
        .anySatisfy(
            row ->
                assertThat(without(row)).isEqualTo(document("{'c':{'$integer':'BQAAAAAAAAA='}}")));
  }

  @Test
  void keepsTheIdOfAPatchedDocumentAndItsCreationTime() {
    String id = run("{'op':'insert','table':'t','document':{'a':1}}").at("/ids/0").textValue();
    JsonNode before = documents("table=t").get(0);

    run("{'op':'patch','id':'" + id + "','fields':{'b':2}}");

    JsonNode after = documents("table=t").get(0);
    assertThat(after.get("_id")).isEqualTo(before.get("_id"));
    assertThat(after.get("_creationTime")).isEqualTo(before.get("_creationTime"));
    assertThat(after.get("a")).isEqualTo(before.get("a"));
  }

  @Test
  void makesAndDropsTablesAndComponents() {
    run(
        "{'op':'create_table','table':'a'},{'op':'create_table','table':'b'},"
            + "{'op':'create_table','component':'shop','table':'c'},"
            + "{'op':'create_table','component':'shop/inner','table':'d'},"
            + "{'op':'create_table','component':'shopping','table':'e'}");

    run("{'op':'drop_table','table':'b'},{'op':'remove_component','component':'shop'}");

    assertThat(client.get("/_stub/tables").body())
        .isEqualTo(
            "{\"tables\":[{\"component\":\"\",\"table\":\"a\"},"
                + "{\"component\":\"shopping\",\"table\":\"e\"}]}");
  }

  @Test
  void replacesATableByANewOneWithoutTombstones() {
    String old = run("{'op':'insert','table':'t','document':{'a':1}}").at("/ids/0").textValue();
    String before = client.get(SNAPSHOT).json().get("snapshot").asText();

    JsonNode made = run("{'op':'replace_table','table':'t','documents':[{'a':2},{'a':3}]}");

    assertThat(made.get("ids")).hasSize(2).doesNotContain(document("{'x':'" + old + "'}").get("x"));
    assertThat(documents("table=t&format=clean")).hasSize(2);
    JsonNode changes = client.get("/api/document_deltas?cursor=" + before).json().get("values");
    assertThat(changes).hasSize(2).noneMatch(row -> row.get("_deleted").booleanValue());
  }

  @Test
  void replacesATableInSeveralTransactions() {
    String old = run("{'op':'insert','table':'t','document':{'a':1}}").at("/ids/0").textValue();
    String before = snapshot();

    JsonNode begun = run("{'op':'begin_replacement','table':'t'}");
    assertThat(begun.get("ids")).isEmpty();
    assertThat(begun.get("replacements")).hasSize(1);
    String handle = begun.at("/replacements/0").toString();
    JsonNode first =
        run("{'op':'insert_replacing','replacement':" + handle + ",'document':{'a':2}}");
    assertThat(first.get("replacements")).isEmpty();
    String kept = "{'_id':'" + old + "','_creationTime':5,'a':3}";
    run("{'op':'insert_replacing','replacement':" + handle + ",'documents':[" + kept + "]}");

    assertThat(changes(before)).hasSize(2);
    assertThat(documents("table=t")).hasSize(1);
    String during = snapshot();
    run("{'op':'finish_replacement','replacement':" + handle + "}");

    assertThat(changes(during)).isEmpty();
    assertThat(documents("table=t").findValuesAsText("_id"))
        .containsExactlyInAnyOrder(old, first.at("/ids/0").textValue());
    refuses("{'op':'finish_replacement','replacement':" + handle + "}");
  }

  @Test
  void takesBackAReplacementThatIsCancelled() {
    run("{'op':'insert','table':'t','document':{'a':1}}");
    String before = snapshot();
    JsonNode begun =
        run(
            "{'op':'begin_replacement','table':'t'},"
                + "{'op':'begin_replacement','component':'shop','table':'t'}");
    assertThat(begun.get("replacements")).hasSize(2);
    String handle = begun.at("/replacements/0").toString();
    run("{'op':'insert_replacing','replacement':" + handle + ",'document':{'a':2}}");

    run("{'op':'cancel_replacement','replacement':" + handle + "}");

    assertThat(changes(before)).isEmpty();
    assertThat(documents("table=t")).hasSize(1);
    refuses("{'op':'cancel_replacement','replacement':" + handle + "}");
    refuses("{'op':'insert_replacing','replacement':'nonsense','document':{}}");
  }

  @Test
  void startsAnewWithoutTablesSchemaSyncsFaultsAndRequests() {
    client.put("/_stub/schema", "{\"tables\":[],\"schemaValidation\":true}");
    run(
        "{'op':'insert','table':'t','document':{'a':1}},{'op':'begin_replacement','table':'u'},"
            + "{'op':'insert','component':'shop/inner','table':'t','document':{'a':1}}");
    client.post("/api/v1/data/sync", "{}");
    client.put("/_stub/index_backfill", "{\"held\":true}");
    String before = snapshot();
    stub.faults().times(Fault.SERVICE_UNAVAILABLE, "*", 9);

    assertThat(client.post("/_stub/reset", "").body()).isEmpty();

    assertThat(stub.requests()).isEmpty();
    assertThat(stub.faults().rules()).isEmpty();
    assertThat(client.get("/_stub/tables").json().get("tables")).isEmpty();
    assertThat(client.get("/_stub/schema").body()).isEqualTo("null");
    assertThat(client.get("/api/v1/data/list_active_syncs").json().get("syncs")).isEmpty();
    assertThat(client.get("/api/json_schemas?byComponent=true").json()).hasSize(1);
    assertThat(changes("0")).isEmpty();
    assertThat(Long.parseLong(snapshot())).isGreaterThan(Long.parseLong(before));
    client.put("/api/streaming_import/add_primary_key_indexes", "{\"indexes\":{\"t\":[[\"a\"]]}}");
    assertThat(
            client
                .get("/api/streaming_import/primary_key_indexes_ready", "{\"tables\":[\"t\"]}")
                .body())
        .contains("true");
    assertThat(run("{'op':'insert','table':'t','document':{'a':1}}").get("ids")).hasSize(1);
    assertThat(changes("0")).hasSize(1);
  }

  @Test
  void makesSnapshotsAndCursorsTooOldByPuttingTheClockForward() {
    run("{'op':'insert','table':'t','document':{'a':1}}");
    String snapshot = snapshot();
    JsonNode synced = client.post("/api/v1/data/sync", "{}").json();
    String syncCursor = "{\"cursor\":" + synced.at("/pagination/nextCursor") + "}";
    Instant before = Instant.now();

    Instant now =
        Instant.parse(
            client.post("/_stub/clock", "{\"advance\":\"6d\"}").json().get("now").textValue());

    assertThat(now).isAfterOrEqualTo(before.plus(Duration.ofDays(6)));
    assertThat(client.get(SNAPSHOT + "?snapshot=" + snapshot).status()).isEqualTo(200);
    run("{'op':'insert','table':'t','document':{'a':2}}");
    assertThat(client.get(SNAPSHOT + "?snapshot=" + snapshot).error())
        .isEqualTo("400 SnapshotTooOld");
    assertThat(changes(snapshot)).hasSize(1);
    client.post("/_stub/clock", "{\"advance\":\"9d\"}");
    run("{'op':'insert','table':'t','document':{'a':3}}");
    assertThat(client.get("/api/document_deltas?cursor=" + snapshot).error())
        .isEqualTo("400 InvalidWindowToReadDocuments");
    assertThat(client.post("/api/v1/data/sync", syncCursor).error())
        .isEqualTo("400 DataSyncCursorExpired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6", "-1d", "P1D", "99999d", ""})
  void explainsHowFarTheClockCanBePutForward(String advance) {
    Answer answer = client.post("/_stub/clock", "{\"advance\":\"" + advance + "\"}");

    assertThat(answer.error()).isEqualTo("400 BadStubRequest");
    assertThat(answer.json().get("message").textValue()).matches("Tried to [^.]*\\.");
  }

  @Test
  void putsTheClockForwardNoFurtherThan36500DaysInAll() {
    client.post("/_stub/clock", "{\"advance\":\"36000d\"}");

    assertThat(client.post("/_stub/clock", "{\"advance\":\"501d\"}").error())
        .isEqualTo("400 BadStubRequest");
    assertThat(client.post("/_stub/clock", "{\"advance\":\"500d\"}").status()).isEqualTo(200);
  }

  @Test
  void showsDocumentsEncodedOrClean() {
    run("{'op':'insert','table':'t','document':{'n':{'$integer':'BQAAAAAAAAA='}}}");

    assertThat(documents("table=t").get(0).get("n"))
        .isEqualTo(document("{'$integer':'BQAAAAAAAAA='}"));
    assertThat(documents("table=t&format=clean").get(0).get("n").textValue()).isEqualTo("5");
    assertThat(documents("table=t&format=export_json").get(0).get("n").intValue()).isEqualTo(5);
    assertThat(documents("table=none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op':'nonsense'}",
        "{'op':'delete','id':'nonsense'}",
        "{'op':'insert','table':'my-table','document':{}}",
        "{'op':'insert','table':'t','document':{'_x':1}}",
        "{'op':'patch','id':'nonsense','fields':{'a':1}}",
        "{'op':'create_table','table':'_system'}"
      })
  void explainsInOneSentenceWhatCannotBeAndWritesNothing(String operation) {
    Answer answer =
        client.post(TRANSACTIONS, json("{'op':'create_table','table':'kept'}," + operation));

    assertThat(answer.error()).isEqualTo("400 BadStubRequest");
    assertThat(answer.json().get("message").textValue()).matches(".*Tried to [^.]*\\.");
    assertThat(stub.tables()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'table':'t'}|op is missing",
        "{'op':1}|op is not a string",
        "1|an item of operations is not an object",
        "{'op':'insert','document':{}}|table is missing",
        "{'op':'insert','table':'t'}|neither document nor documents",
        "{'op':'insert','table':'t','document':{},'documents':[]}|both document and documents",
        "{'op':'insert','table':'t','documnt':{}}|key \"documnt\" is unknown here",
        "{'op':'insert','table':'t','compnent':'c','document':{}}|key \"compnent\"",
        "{'op':'patch','id':'x','field':{}}|key \"field\"",
        "{'op':'replace','id':'x','fields':{}}|use only op, id, document",
        "{'op':'delete','id':'x','table':'t'}|key \"table\"",
        "{'op':'create_table','table':'t','document':{}}|key \"document\"",
        "{'op':'drop_table','tables':'t'}|key \"tables\"",
        "{'op':'remove_component','component':'c','table':'t'}|key \"table\"",
        "{'op':'replace_table','table':'t','document':{}}|key \"document\"",
        "{'op':'create_table','table':'_x'}|its name starts with _,",
        "{'op':'create_table','table':'a-b'}|its name is not a letter with letters, digits",
        "{'op':'create_table','table':'t','component':'a-b'}|its component's path is not made"
      })
  void saysWhichOperationIsWrongAndHow(String operation, String reason) {
    Answer answer =
        client.post(TRANSACTIONS, json("{'op':'create_table','table':'kept'}," + operation));

    assertThat(answer.error()).isEqualTo("400 BadStubRequest");
    assertThat(answer.json().get("message").textValue())
        .startsWith("operations[1]: ")
        .contains(reason);
    assertThat(stub.tables()).isEmpty();
  }

  @Test
  void namesAtMostFortyCharactersOfAnUnknownKeyAndNoValue() {
    Answer answer =
        client.put("/_stub/faults", "{\"" + "\uD83D\uDE00".repeat(41) + "\":\"hidden\"}");

    assertThat(answer.error()).isEqualTo("400 BadStubRequest");
    assertThat(answer.json().get("message").textValue())
        .contains("\"" + "\uD83D\uDE00".repeat(40) + "\"")
        .doesNotContain("hidden");
  }

  @Test
  void refusesBodiesWithKeysThatItDoesNotKnow() {
    for (Answer answer :
        List.of(
            client.post(TRANSACTIONS, "{\"operations\":[],\"x\":1}"),
            client.put("/_stub/faults", "{\"rules\":[],\"x\":1}"),
            client.put("/_stub/index_backfill", "{\"held\":false,\"x\":1}"))) {
      assertThat(answer.error()).isEqualTo("400 BadStubRequest");
      assertThat(answer.json().get("message").textValue()).contains("the key \"x\" is unknown");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/_stub/documents?table=t&compnent=c,compnent",
    "GET,/_stub/tables?component=c,component",
    "GET,/_stub/schema?x,x",
    "GET,/_stub/faults?x=1,x",
    "GET,/_stub/requests?path=a,path",
    "DELETE,/_stub/faults?path=a,path",
    "DELETE,/_stub/requests?x=1,x",
    "DELETE,/_stub/schema?x=1,x"
  })
  void refusesQueryParametersThatItDoesNotKnow(String method, String path, String parameter) {
    Answer answer = client.send(method, path, "Accept", "*/*");

    assertThat(answer.error()).isEqualTo("400 BadStubRequest");
    assertThat(answer.json().get("message").textValue())
        .contains("the query parameter \"" + parameter + "\" is unknown here");
  }

  @Test
  void takesTheKeyInTheQuery() {
    ApiClient other = client.withAuthorization("");

    assertThat(other.get("/_stub/tables?adminKey=name%7Cfull").status()).isEqualTo(200);
  }

  @Test
  void refusesToPatchSystemFields() {
    String id = run("{'op':'insert','table':'t','document':{}}").at("/ids/0").textValue();

    for (String change : new String[] {"'fields':{'_x':1}", "'unset':['_id']"}) {
      Answer answer =
          client.post(TRANSACTIONS, json("{'op':'patch','id':'" + id + "'," + change + "}"));
      assertThat(answer.error()).isEqualTo("400 BadStubRequest");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_stub/documents", "/_stub/documents?table=t&format=x"})
  void explainsWhatItCannotShow(String path) {
    assertThat(client.get(path).error()).isEqualTo("400 BadStubRequest");
  }

  @Test
  void setsShowsAndEndsFaults() {
    String rules =
        "{'rules':[{'fault':'service_unavailable','path':'/api/list_snapshot','times':2},"
            + "{'fault':'SnapshotTooOld','call':5},"
            + "{'fault':'slow_body','probability':0.5,'seed':7,'milliseconds':20},"
            + "{'fault':'too_many_requests','retryAfterSeconds':3,'carriedOut':true}]}";
    Answer set = client.put("/_stub/faults", rules.replace('\'', '"'));

    assertThat(set.body())
        .isEqualTo(
            ("{'rules':[{'fault':'service_unavailable','path':'/api/list_snapshot','times':2,"
                    + "'carriedOut':false},"
                    + "{'fault':'SnapshotTooOld','path':'*','call':5,'carriedOut':false},"
                    + "{'fault':'slow_body','path':'*','probability':0.5,'seed':7,"
                    + "'milliseconds':20,'carriedOut':true},"
                    + "{'fault':'too_many_requests','path':'*','times':1,"
                    + "'retryAfterSeconds':3,'carriedOut':true}]}")
                .replace('\'', '"'));
    assertThat(client.get("/_stub/faults").body()).isEqualTo(set.body());
    assertThat(client.withoutContract().get(SNAPSHOT).status()).isEqualTo(503);
    assertThat(client.get("/_stub/faults").json().at("/rules/0/times").intValue()).isEqualTo(1);

    assertThat(client.send("DELETE", "/_stub/faults", "Accept", "*/*").status()).isEqualTo(200);

    assertThat(client.get(SNAPSHOT).status()).isEqualTo(200);
    assertThat(stub.faults().rules()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'fault':'nonsense'}",
        "{'fault':'service_unavailable','times':0}",
        "{'fault':'service_unavailable','times':1,'call':1}",
        "{'fault':'service_unavailable','probability':2}",
        "{'fault':'service_unavailable','milliseconds':2}",
        "{'fault':'truncated_body','retryAfterSeconds':2}",
        "{'fault':'truncated_body','carriedOut':false}",
        "{'fault':'truncated_body','paths':'/api/list_snapshot'}",
        "{'fault':'truncated_body','count':2}",
        "{'fault':'truncated_body','seed':2}",
        "{'fault':'truncated_body','path':'/api/list_snapshots'}",
        "{'fault':'truncated_body','path':'api/list_snapshot'}",
        "{'fault':'truncated_body','path':'/_stub/tables'}"
      })
  void explainsFaultsThatCannotBeAndKeepsTheOthers(String rule) {
    stub.faults().next(Fault.TOO_MANY_REQUESTS, SNAPSHOT);

    Answer answer = client.put("/_stub/faults", ("{'rules':[" + rule + "]}").replace('\'', '"'));

    assertThat(answer.error()).isEqualTo("400 BadStubRequest");
    assertThat(answer.json().get("message").textValue()).matches("Tried to [^.]*\\.");
    assertThat(stub.faults().rules()).hasSize(1);
  }

  @Test
  void showsTheRequestsWithoutKeysAndForgetsThem() {
    client.withAuthorization("").get(SNAPSHOT + "?adminKey=secret&tableName=a%20b");
    client.send("GET", "/api/json_schemas", "Convex-Client", "airbyte-export-0.1.0");
    client.get("/_stub/tables");

    assertThat(client.get("/_stub/requests").body())
        .isEqualTo(
            ("{'requests':[{'method':'GET','path':'/api/list_snapshot','query':'tableName=a+b',"
                    + "'status':401,'bodySize':0,'client':''},"
                    + "{'method':'GET','path':'/api/json_schemas','query':'','status':200,"
                    + "'bodySize':0,'client':'airbyte-export-0.1.0'}]}")
                .replace('\'', '"'));
    assertThat(client.send("DELETE", "/_stub/requests", "Accept", "*/*").status()).isEqualTo(200);
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void strikesOutAKeyThatStandsWhereNoneBelongs() {
    try (StubBackend keyed =
        StubBackend.start(StubSettings.builder().adminKey("name|s3cret-key").build())) {
      ApiClient misplacing = ApiClient.of(keyed);

      misplacing.get("/api/s3cret-key");
      misplacing.get(SNAPSHOT + "?component=s3cret-key");
      misplacing.send("GET", "/version", "Convex-Client", "prod-s3cret-key");

      assertThat(misplacing.get("/_stub/requests").body())
          .doesNotContain("s3cret-key")
          .contains("/api/*****", "component=*****", "prod-*****");
    }
  }

  @Test
  void areNotSubjectToFaults() {
    stub.faults().times(Fault.SERVICE_UNAVAILABLE, "*", 10);

    assertThat(client.get("/_stub/tables").status()).isEqualTo(200);
    assertThat(client.withoutContract().get("/api/json_schemas").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "'',403 BadDeployKey",
    "Convex name|wrong,401 BadAdminKey",
    "Convex name|read,403 OperationNotPermitted",
    "Convex name|import,403 OperationNotPermitted",
    "Convex name|full:e30=,403 SystemIdentityRequired"
  })
  void needTheFullAdminKey(String authorization, String error) {
    ApiClient other = client.withAuthorization(authorization);

    assertThat(other.post(TRANSACTIONS, "{}").error()).isEqualTo(error);
    assertThat(other.get("/_stub/documents?table=t").error()).isEqualTo(error);
    assertThat(other.get("/_stub/tables").error()).isEqualTo(error);
    assertThat(other.post("/_stub/clock", "{}").error()).isEqualTo(error);
    assertThat(other.post("/_stub/reset", "{}").error()).isEqualTo(error);
    assertThat(other.get("/_stub/faults").error()).isEqualTo(error);
    assertThat(other.put("/_stub/faults", "{}").error()).isEqualTo(error);
    assertThat(other.send("DELETE", "/_stub/faults", "Accept", "*/*").error()).isEqualTo(error);
    assertThat(other.get("/_stub/requests").error()).isEqualTo(error);
    assertThat(other.send("DELETE", "/_stub/requests", "Accept", "*/*").error()).isEqualTo(error);
  }

  private JsonNode run(String operations) {
    Answer answer = client.post(TRANSACTIONS, json(operations));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private void refuses(String operation) {
    assertThat(client.post(TRANSACTIONS, json(operation)).error()).isEqualTo("400 BadStubRequest");
  }

  private String snapshot() {
    return client.get(SNAPSHOT).json().get("snapshot").asText();
  }

  private JsonNode changes(String cursor) {
    return client.get("/api/document_deltas?cursor=" + cursor).json().get("values");
  }

  private static String json(String operations) {
    return ("{'operations':[" + operations + "]}").replace('\'', '"');
  }

  private JsonNode documents(String query) {
    return client.get("/_stub/documents?" + query).json().get("documents");
  }

  private static JsonNode without(JsonNode row) {
    return ((ObjectNode) row.deepCopy()).without(List.of("_id", "_creationTime"));
  }
}
