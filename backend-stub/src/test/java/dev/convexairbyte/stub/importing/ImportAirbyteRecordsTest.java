package dev.convexairbyte.stub.importing;

import static dev.convexairbyte.stub.ApiClient.document;
import static dev.convexairbyte.stub.importing.ImportRequests.body;
import static dev.convexairbyte.stub.importing.ImportRequests.message;
import static dev.convexairbyte.stub.importing.ImportRequests.nested;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportAirbyteRecordsTest {

  private static final String PATH = "/api/streaming_import/import_airbyte_records";
  private static final String APPEND = "{'t':{'jsonSchema':{}}}";
  private static final String BY_ID = "{'t':{'primaryKey':[['id']],'jsonSchema':{}}}";

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void answersWithAnEmptyBody() {
    assertThat(send(APPEND, "{'a':1}")).isEqualTo(new Answer(200, "", ""));
  }

  @Test
  void makesTheTableOfAnAppendStreamWithItsFirstRecord() {
    assertThat(send(APPEND).status()).isEqualTo(200);
    assertThat(stub.tables()).isEmpty();

    send(APPEND, "{'a':1}", "{'a':1}");

    assertThat(stub.documents("t")).hasSize(2);
    assertThat(stub.documents("t"))
        .allSatisfy(row -> assertThat(row.has("_creationTime")).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[]}",
        "{'tables':{}}",
        "{'tables':[],'messages':[]}",
        "{'tables':{'t':{}},'messages':[]}",
        "{'tables':{'t':{'jsonSchema':{},'primaryKey':'id'}},'messages':[]}",
        "{'tables':{'t':{'jsonSchema':{},'primaryKey':['id']}},'messages':[]}",
        "{'tables':{'t':{'jsonSchema':{},'primaryKey':[[1]]}},'messages':[]}",
        "{'tables':{},'messages':[{'tableName':'t'}]}",
        "{'tables':{},'messages':[{'data':{}}]}",
        "{'tables':{},'messages':[{'tableName':1,'data':{}}]}",
        "{'tables':{},'messages':{}}"
      })
  void refusesBodiesOfAnotherShape(String body) {
    assertThat(client.post(PATH, body.replace('\'', '"')).error()).isEqualTo("400 BadJsonBody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "1", "[]", "{'type':'nonsense'}"})
  void ignoresTheSchemaThatMustBeThere(String schema) {
    assertThat(send("{'t':{'jsonSchema':" + schema + ",'primaryKey':null}}", "{'a':'x'}").status())
        .isEqualTo(200);
  }

  @Test
  void takesBodiesOfUpTo20Mebibytes() {
    int limit = 20_971_520;

    assertThat(client.post(PATH, bodyOf(limit)).status()).isEqualTo(200);
    assertThat(client.post(PATH, bodyOf(limit + 1)).error()).isEqualTo("400 BadJsonBody");
  }

  // Names and values

  @Test
  void renamesKeysAtEveryDepth() {
    send(APPEND, "{'_id':1,'user name':2,'café':{'$oid':[{'_x':3}]},'ok':4}");

    assertThat(withoutSystemFields())
        .isEqualTo(
            document(
                "{'ok':4.0,'source_cafe':{'source_oid':[{'source_x':3.0}]},'source_id':1.0,'user name':2.0}"));
  }

  @Test
  void keepsARenamedKeyApartFromOneThatIsThere() {
    send(APPEND, "{'_id':1,'source_id':2}");

    assertThat(withoutSystemFields())
        .isEqualTo(document("{'source_id':2.0,'source_source_id':1.0}"));
  }

  @Test
  void keepsOnlyTheLaterOfTwoKeysThatBecomeOne() {
    send(APPEND, "{'_id':1,'$id':2}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'source_id':2.0}"));
  }

  @Test
  void failsWhereAKeyFindsNoFreeName() {
    assertThat(
            send(APPEND, "{'_id':0,'source_id':1,'source_source_id':2,'source_source_source_id':3}")
                .error())
        .isEqualTo("500 InternalServerError");
  }

  @Test
  void renamesTables() {
    send("{'My.Table':{'jsonSchema':{}}}", message("My.Table", "{'a':1}"));
    send("{'_x':{'jsonSchema':{}}}", message("_x", "{'a':1}"));

    assertThat(stub.tables()).containsExactly("source_my_table", "source_x");
  }

  @Test
  void failsForNamesThatCannotBeMended() {
    String table = "a".repeat(65);

    assertThat(send("{'" + table + "':{'jsonSchema':{}}}").error())
        .isEqualTo("500 InternalServerError");
    assertThat(send(APPEND, message(table, "{}")).error()).isEqualTo("500 InternalServerError");
    assertThat(send(APPEND, "{'" + "a".repeat(1025) + "':1}").error())
        .isEqualTo("500 InternalServerError");
  }

  @Test
  void takesEncodedValuesForMereObjects() {
    send(APPEND, "{'n':{'$integer':'AQAAAAAAAAA='},'b':{'$bytes':'AA=='}}");

    assertThat(withoutSystemFields())
        .isEqualTo(document("{'b':{'source_bytes':'AA=='},'n':{'source_integer':'AQAAAAAAAAA='}}"));
  }

  @Test
  void roundsIntegersToDoubles() {
    send(APPEND, "{'n':9007199254740993,'m':-0,'big':123456789012345678901234567890}");

    assertThat(withoutSystemFields().toString())
        .isEqualTo("{\"big\":1.2345678901234568E29,\"m\":-0.0,\"n\":9.007199254740992E15}");
  }

  @Test
  void keepsNulls() {
    send(APPEND, "{'a':null}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'a':null}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "'x'"})
  void failsForRecordsThatAreNoObjects(String data) {
    assertThat(send(APPEND, data).error()).isEqualTo("500 InternalServerError");
  }

  @Test
  void namesTheLimitThatAValueBreaks() {
    assertThat(send(APPEND, fields(1025)).error()).isEqualTo("400 TooManyFieldsError");
    assertThat(send(APPEND, "{'a':[" + repeat("1", 8193) + "]}").error())
        .isEqualTo("400 ArrayTooLong");
    assertThat(send(APPEND, "{'a':" + nested(64) + "}").error()).isEqualTo("400 TooNestedError");
    assertThat(send(APPEND, "{'a':" + nested(16) + "}").error())
        .isEqualTo("400 InvalidDocumentError");
    assertThat(send(APPEND, "{'a':'" + "x".repeat(1_048_511) + "'}").error())
        .isEqualTo("400 ValueTooLargeError");
    assertThat(stub.tables()).isEmpty();
  }

  @Test
  void takesValuesAtTheLimits() {
    assertThat(send(APPEND, fields(1022)).status()).isEqualTo(200);
    assertThat(send(APPEND, "{'a':[" + repeat("1", 8192) + "]}").status()).isEqualTo(200);
    assertThat(send(APPEND, "{'a':" + nested(15) + "}").status()).isEqualTo(200);
    // 1,048,515 bytes of record: 2 for the object, 2 for the key, 2 for the string.
    assertThat(send(APPEND, "{'a':'" + "x".repeat(1_048_509) + "'}").status()).isEqualTo(200);
  }

  @Test
  void convertsAllRecordsBeforeItWritesAny() {
    assertThat(send(APPEND, "{'a':1}", "[]").error()).isEqualTo("500 InternalServerError");

    assertThat(stub.tables()).isEmpty();
  }

  // Change data capture

  @Test
  void dropsTheFieldsOfChangeDataCaptureAtTheTop() {
    send(
        APPEND,
        "{'_ab_cdc_lsn':1,'source_ab_cdc_x':2,'_ab_cdc_deleted_at':null,'a':{'_ab_cdc_lsn':3}}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'a':{'source_ab_cdc_lsn':3.0}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'2026-01-01'", "false", "0", "''", "{}"})
  void deletesTheRowOfADeletedRecordWhateverTheMarkHolds(String mark) {
    addIndex("[['id']]");
    send(BY_ID, "{'id':1}", "{'id':2}");

    send(BY_ID, "{'id':1,'_ab_cdc_deleted_at':" + mark + "}");

    assertThat(stub.documents("t")).extracting(row -> row.get("id").asInt()).containsExactly(2);
  }

  @Test
  void doesNotDeleteWhereTheMarkIsNull() {
    addIndex("[['id']]");
    send(BY_ID, "{'id':1}");

    send(BY_ID, "{'id':1,'_ab_cdc_deleted_at':null,'new':true}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'id':1.0,'new':true}"));
  }

  @Test
  void insertsADeletedRecordWhoseRowIsAbsent() {
    addIndex("[['id']]");

    send(BY_ID, "{'id':1,'_ab_cdc_deleted_at':'2026-01-01'}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'id':1.0}"));
  }

  @Test
  void bringsARowBackWhenItsDeletionIsDeliveredTwice() {
    addIndex("[['id']]");
    String deleted = "{'id':1,'_ab_cdc_deleted_at':'2026-01-01'}";
    send(BY_ID, "{'id':1}");

    send(BY_ID, deleted);
    assertThat(stub.documents("t")).isEmpty();
    send(BY_ID, deleted);

    assertThat(stub.documents("t")).hasSize(1);
  }

  @Test
  void leavesARowAbsentAfterAnUpsertAndItsDeletion() {
    addIndex("[['id']]");

    send(BY_ID, "{'id':1}", "{'id':1,'_ab_cdc_deleted_at':'2026-01-01'}");

    assertThat(stub.documents("t")).isEmpty();
  }

  @Test
  void appendsADeletedRecordUnmarked() {
    send(APPEND, "{'id':1,'_ab_cdc_deleted_at':'2026-01-01'}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'id':1.0}"));
  }

  // Keys

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      []                         | 400 EmptyPrimaryKey
      [[]]                       | 500 InternalServerError
      [['user id']]              | 500 InternalServerError
      [['1st']]                  | 500 InternalServerError
      [['_id']]                  | 400 IndexFieldsContainId
      [['a'],['a']]              | 400 FieldsNotUniqueWithinIndex
      """)
  void refusesKeysEvenWithoutRecords(String key, String error) {
    assertThat(send("{'t':{'primaryKey':" + key + ",'jsonSchema':{}}}").error()).isEqualTo(error);
  }

  @Test
  void refusesKeysOfMoreThan16Fields() {
    String key =
        IntStream.range(0, 17).mapToObj(i -> "['f" + i + "']").collect(Collectors.joining(","));

    assertThat(send("{'t':{'primaryKey':[" + key + "],'jsonSchema':{}}}").error())
        .isEqualTo("400 IndexTooManyFields");
  }

  @Test
  void convertsRecordsBeforeItReadsKeys() {
    assertThat(send("{'t':{'primaryKey':[],'jsonSchema':{}}}", "[]").error())
        .isEqualTo("500 InternalServerError");
  }

  @Test
  void refusesARecordOfATableThatIsNotListed() {
    Answer answer = send(APPEND, message("_other", "{}"));

    assertThat(answer.error()).isEqualTo("400 MissingStream");
    assertThat(answer.json().get("message").textValue()).contains("source_other");
  }

  @Test
  void findsAStreamByTheStoredName() {
    assertThat(send("{'My.Table':{'jsonSchema':{}}}", message("my-table", "{}")).status())
        .isEqualTo(200);
  }

  @Test
  void wantsTheIndexOfAKey() {
    Answer noTable = send(BY_ID, "{'id':1}");
    stub.insert("t", document("{}"));

    assertThat(noTable.error()).isEqualTo("400 IndexNotFoundError");
    assertThat(noTable.json().get("message").textValue()).contains("t._by_airbyte_primary_key");
    assertThat(send(BY_ID, "{'id':1}").error()).isEqualTo("400 IndexNotFoundError");
  }

  @Test
  void refusesTheIndexWhileItIsBeingFilled() {
    try (StubBackend slow =
        StubBackend.start(StubSettings.builder().indexPollsUntilReady(1).build())) {
      ApiClient slowClient = ApiClient.of(slow);
      slowClient.put(
          "/api/streaming_import/add_primary_key_indexes", "{\"indexes\":{\"t\":[[\"id\"]]}}");

      assertThat(slowClient.post(PATH, body(BY_ID, "{'id':1}")).error())
          .isEqualTo("400 IndexBackfillingError");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'other':1}", "{'Id':1}", "{'_ab_cdc_deleted_at':1}"})
  void wantsAValueForTheKey(String record) {
    addIndex("[['id']]");

    assertThat(send(BY_ID, record).error()).isEqualTo("400 MissingPrimaryKeyValue");
  }

  @Test
  void wantsTheKeyInTheNamesThatAreStored() {
    addIndex("[['source_id']]");
    String byStored = "{'t':{'primaryKey':[['source_id']],'jsonSchema':{}}}";

    send(byStored, "{'_id':1}", "{'_id':1,'a':2}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'source_id':1.0,'a':2.0}"));
  }

  @Test
  void followsNestedKeysThroughObjectsOnly() {
    addIndex("[['a','b']]");
    String nested = "{'t':{'primaryKey':[['a','b']],'jsonSchema':{}}}";

    send(nested, "{'a':{'b':1},'n':1}", "{'a':{'b':1},'n':2}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'a':{'b':1.0},'n':2.0}"));
    assertThat(send(nested, "{'a':1}").error()).isEqualTo("400 MissingPrimaryKeyValue");
    assertThat(send(nested, "{'a':[{'b':1}]}").error()).isEqualTo("400 MissingPrimaryKeyValue");
  }

  @Test
  void replacesTheMatchingRowWholeAndKeepsItsSystemFields() {
    addIndex("[['id']]");
    send(BY_ID, "{'id':1,'old':true}");
    ObjectNode before = stub.documents("t").get(0);

    send(BY_ID, "{'id':1,'new':true}");

    ObjectNode after = stub.documents("t").get(0);
    assertThat(after.get("_id")).isEqualTo(before.get("_id"));
    assertThat(after.get("_creationTime")).isEqualTo(before.get("_creationTime"));
    assertThat(withoutSystemFields()).isEqualTo(document("{'id':1.0,'new':true}"));
  }

  @Test
  void writesNothingWhereARecordChangesNothing() {
    addIndex("[['id']]");
    send(BY_ID, "{'id':1,'a':'x'}");
    long before = latest();

    send(BY_ID, "{'id':1,'a':'x'}");

    assertThat(latest()).isEqualTo(before);
  }

  @Test
  void letsTheLaterOfTwoRecordsWinWithinARequest() {
    addIndex("[['id']]");

    send(BY_ID, "{'id':1,'n':1}", "{'id':1,'n':2}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'id':1.0,'n':2.0}"));
  }

  @Test
  void comparesKeyValuesExactly() {
    addIndex("[['id']]");

    send(BY_ID, "{'id':1}", "{'id':1.0}", "{'id':0}", "{'id':-0}", "{'id':'1'}");
    send(BY_ID, "{'id':null}", "{'id':null}", "{'id':[1]}", "{'id':[1]}", "{'id':{'a':1}}");

    assertThat(stub.documents("t")).hasSize(7);
  }

  @Test
  void takesAFloatForAnotherKeyThanAnInteger() {
    addIndex("[['id']]");
    stub.insert("t", document("{'id':{'$integer':'AQAAAAAAAAA='}}"));

    send(BY_ID, "{'id':1}");

    assertThat(stub.documents("t")).hasSize(2);
  }

  @Test
  void failsWhereTheTableHoldsAKeyTwice() {
    addIndex("[['id']]");
    stub.insert("t", document("{'id':1}"), document("{'id':1}"));

    assertThat(send(BY_ID, "{'id':1}").error()).isEqualTo("500 InternalServerError");
    assertThat(send(BY_ID, "{'id':2}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      [['a'],['b']]         | 200
      [['b'],['a']]         | 200
      [['a']]               | 200
      [['b']]               | 400 InvalidIndexRange
      [['a'],['c']]         | 400 InvalidIndexRange
      [['c'],['b'],['a']]   | 200
      [['a'],['d']]         | 400 FieldNotInIndex
      """)
  void takesAKeyThatIsAPrefixOfTheIndexInAnyOrder(String key, String result) {
    addIndex("[['a'],['b'],['c']]");

    Answer answer =
        send("{'t':{'primaryKey':" + key + ",'jsonSchema':{}}}", "{'a':1,'b':2,'c':3,'d':4}");

    assertThat((answer.status() + " " + (answer.status() == 200 ? "" : answer.code())).strip())
        .isEqualTo(result);
  }

  @Test
  void matchesByThePrefix() {
    addIndex("[['a'],['b']]");
    String byA = "{'t':{'primaryKey':[['a']],'jsonSchema':{}}}";

    send(byA, "{'a':1,'b':1}", "{'a':1,'b':2}");

    assertThat(withoutSystemFields()).isEqualTo(document("{'a':1.0,'b':2.0}"));
  }

  @Test
  void refusesEveryRecordForAnIndexWithoutFieldsAsItsKeyIsEmpty() {
    addIndex("[]");

    assertThat(send("{'t':{'primaryKey':[],'jsonSchema':{}}}", "{'a':1}").error())
        .isEqualTo("400 EmptyPrimaryKey");
  }

  // Transactions

  @Test
  void commitsARequestOfFewRecordsAtOnceOrNotAtAll() {
    addIndex("[['id']]");

    assertThat(send(BY_ID, "{'id':1}", "{'id':2}", "{'other':3}").error())
        .isEqualTo("400 MissingPrimaryKeyValue");
    assertThat(stub.documents("t")).isEmpty();

    send(BY_ID, "{'id':1}", "{'id':2}", "{'id':3}");
    assertThat(commits("t")).hasSize(1);
  }

  @Test
  void splitsAppendsAfter16000Writes() {
    String records = repeat("{\"tableName\":\"t\",\"data\":{}}", 16_001);

    assertThat(
            client
                .post(
                    PATH, "{\"tables\":{\"t\":{\"jsonSchema\":1}},\"messages\":[" + records + "]}")
                .status())
        .isEqualTo(200);

    assertThat(stub.documents("t")).hasSize(16_001);
    assertThat(commits("t")).hasSize(2);
  }

  @Test
  void splitsAppendsAfter16MebibytesWritten() {
    String record = "{'a':'" + "x".repeat(1_000_000) + "'}";

    send(APPEND, Collections.nCopies(17, record).toArray(String[]::new));

    assertThat(commits("t")).hasSize(2);
  }

  @Test
  void splitsInsertsByKeyAfter4096IndexRanges() {
    addIndex("[['id']]");

    send(BY_ID, records(4097));

    assertThat(commits("t")).hasSize(2);
  }

  @Test
  void splitsUpdatesByKeyAfter2048Records() {
    addIndex("[['id']]");
    send(BY_ID, records(2049));

    send(
        BY_ID,
        IntStream.range(0, 2049).mapToObj(i -> "{'id':" + i + ",'new':1}").toArray(String[]::new));

    assertThat(commits("t")).hasSize(2);
  }

  @Test
  void keepsTheTransactionsThatWereCommittedBeforeARecordFails() {
    addIndex("[['id']]");
    String[] records = records(4098);
    records[4097] = "{'other':1}";

    assertThat(send(BY_ID, records).error()).isEqualTo("400 MissingPrimaryKeyValue");

    assertThat(stub.documents("t")).hasSize(4096);
  }

  private static String[] records(int count) {
    return IntStream.range(0, count).mapToObj(i -> "{'id':" + i + "}").toArray(String[]::new);
  }

  /** The timestamps of the table's rows now, each once. */
  private List<Long> commits(String table) {
    JsonNode page;
    String arguments = "{\"tableName\":\"" + table + "\"}";
    List<Long> all = new ArrayList<>();
    ObjectNode body = document(arguments);
    do {
      page = client.post("/api/list_snapshot", body.toString()).json();
      page.get("values").forEach(row -> all.add(row.get("_ts").longValue()));
      body.set("snapshot", page.get("snapshot"));
      body.set("cursor", page.get("cursor"));
    } while (page.get("hasMore").booleanValue());
    return all.stream().distinct().toList();
  }

  private long latest() {
    return client
        .post("/api/list_snapshot", "{\"tableName\":\"none\"}")
        .json()
        .get("snapshot")
        .longValue();
  }

  private void addIndex(String key) {
    String body = "{\"indexes\":{\"t\":" + key.replace('\'', '"') + "}}";
    assertThat(client.put("/api/streaming_import/add_primary_key_indexes", body).status())
        .isEqualTo(200);
  }

  private ObjectNode withoutSystemFields() {
    List<ObjectNode> documents = stub.documents("t");
    assertThat(documents).hasSize(1);
    return documents.get(0).without(List.of("_id", "_creationTime"));
  }

  /** Posts records of the table t, or whole messages. */
  private Answer send(String tables, String... records) {
    return client.post(PATH, body(tables, records));
  }

  private static String bodyOf(int bytes) {
    String start = "{\"tables\":{},\"messages\":[],\"x\":\"";
    return start + "x".repeat(bytes - start.length() - 2) + "\"}";
  }

  private static String fields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'f" + i + "':1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String repeat(String item, int count) {
    return String.join(",", Collections.nCopies(count, item));
  }
}
