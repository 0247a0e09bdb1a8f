package dev.convexairbyte.stub.importing;

import static dev.convexairbyte.stub.ApiClient.document;
import static dev.convexairbyte.stub.importing.ImportRequests.body;
import static dev.convexairbyte.stub.importing.ImportRequests.message;
import static dev.convexairbyte.stub.importing.ImportRequests.nested;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sheet of facts says of streaming import and the endpoints' own tests leave out. */
class ImportSituationsTest {

  private static final String PATH = "/api/streaming_import/import_airbyte_records";
  private static final String ADD = "/api/streaming_import/add_primary_key_indexes";
  private static final String CLEAR = "/api/streaming_import/clear_tables";
  private static final String READY = "/api/streaming_import/primary_key_indexes_ready";
  private static final String APPEND = "{'t':{'jsonSchema':{}}}";
  private static final String BY_ID = "{'t':{'primaryKey':[['id']],'jsonSchema':{}}}";

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  // Records are nested, as fields of change data capture vanish at the top.

  @Test
  void storesFieldsUnderTheNamesOfTheOracle() throws IOException {
    for (JsonNode name : oracle().get("cases")) {
      ObjectNode record = JsonNodeFactory.instance.objectNode().put(name.get("in").asText(), "x");

      Answer answer = send(APPEND, "{\"nested\":" + record + "}");

      if (name.get("field").isNull()) {
        assertThat(answer.error()).as(name.toString()).isEqualTo("500 InternalServerError");
        continue;
      }
      assertThat(answer.status()).as(name.toString()).isEqualTo(200);
      JsonNode stored = stub.documents("t").get(0).get("nested");
      assertThat(stored.has(name.get("field").textValue())).as(name.toString()).isTrue();
      stub.transact(writes -> writes.dropTable("", "t"));
    }
  }

  @Test
  void keepsFieldsApartAsTheOracleDoes() throws IOException {
    for (JsonNode object : oracle().get("objects")) {
      ObjectNode record = JsonNodeFactory.instance.objectNode();
      object.get("keys").forEach(key -> record.put(key.textValue(), key.textValue()));

      Answer answer = send(APPEND, "{\"nested\":" + record + "}");

      if (!object.path("outFromIn").isObject()) {
        assertThat(answer.error()).as(object.toString()).isEqualTo("500 InternalServerError");
        continue;
      }
      JsonNode stored = stub.documents("t").get(0).get("nested");
      assertThat(stored).as(object.toString()).isEqualTo(object.get("outFromIn"));
      stub.transact(writes -> writes.dropTable("", "t"));
    }
  }

  @Test
  void namesTablesAsTheOracleDoesOnEveryEndpoint() throws IOException {
    for (JsonNode name : oracle().get("cases")) {
      String quoted = JsonNodeFactory.instance.textNode(name.get("in").asText()).toString();
      Answer clear = client.put(CLEAR, "{\"tableNames\":[" + quoted + "]}");
      Answer add = client.put(ADD, "{\"indexes\":{" + quoted + ":[[\"id\"]]}}");
      Answer ready = client.get(READY, "{\"tables\":[" + quoted + "]}");

      if (name.get("table").isNull()) {
        assertThat(clear.error()).as(name.toString()).isEqualTo("500 InternalServerError");
        assertThat(add.error()).as(name.toString()).isEqualTo("500 InternalServerError");
        assertThat(ready.error()).as(name.toString()).isEqualTo("500 InternalServerError");
        continue;
      }
      assertThat(stub.tables()).as(name.toString()).contains(name.get("table").textValue());
      assertThat(ready.body()).as(name.toString()).isEqualTo("{\"indexesReady\":true}");
    }
  }

  @Test
  void makesOneTableOfTwoNamesThatBecomeOneAndKeepsTheLaterKey() {
    client.put(ADD, "{\"indexes\":{\"a.b\":[[\"later\"]],\"a-b\":[[\"id\"]]}}");

    assertThat(stub.tables()).containsExactly("source_a_b");
    assertThat(send("{'x':{'primaryKey':[['later']],'jsonSchema':{}}}", message("x", "{}")).error())
        .isEqualTo("400 MissingPrimaryKeyValue");
    Answer dedup =
        send(
            "{'a-b':{'jsonSchema':{}},'a.b':{'primaryKey':[['later']],'jsonSchema':{}}}",
            message("A B", "{'later':1}"),
            message("a-b", "{'later':1,'n':2}"));
    assertThat(dedup.status()).isEqualTo(200);
    assertThat(stub.documents("source_a_b")).hasSize(1);
  }

  @Test
  void callsAValueOfMoreThan32MebibytesTooLarge() {
    String row = "[" + "0,".repeat(8191) + "0]";

    Answer answer = send(APPEND, "{'a':[" + (row + ",").repeat(455) + row + "]}");

    assertThat(answer.error()).isEqualTo("400 ValueTooLargeError");
  }

  @Test
  void countsTheDocumentAsALevelOfNesting() {
    assertThat(send(APPEND, "{'a':" + nested(15) + "}").status()).isEqualTo(200);
    assertThat(send(APPEND, "{'a':" + nested(16) + "}").error())
        .isEqualTo("400 InvalidDocumentError");
    assertThat(send(APPEND, "{'a':" + nested(63) + "}").error())
        .isEqualTo("400 InvalidDocumentError");
    assertThat(send(APPEND, "{'a':" + nested(64) + "}").error()).isEqualTo("400 TooNestedError");
    assertThat(send(APPEND, "{'a':" + nested(130) + "}").error()).isEqualTo("400 BadJsonBody");
  }

  @Test
  void countsCharactersInUtf8AndNamesWithTheirRenaming() {
    // 2 for the object, 2 for the key and its end, 2 for the string, 61 for the system fields.
    String fits = "é".repeat((1_048_576 - 61 - 6) / 2);

    assertThat(send(APPEND, "{'a':'" + fits + "'}").status()).isEqualTo(200);
    assertThat(send(APPEND, "{'a':'" + fits + "xx'}").error()).isEqualTo("400 ValueTooLargeError");
    assertThat(send(APPEND, "{'_':'" + fits + "'}").error()).isEqualTo("400 ValueTooLargeError");
  }

  @Test
  void reportsABrokenBodyBeforeEverythingAboutRecords() {
    String broken = "{'" + "n".repeat(1025) + "':1}";

    assertThat(client.post(PATH, body(APPEND, broken, "{'a':1e999}")).error())
        .isEqualTo("400 BadJsonBody");
    assertThat(client.post(PATH, body("{'t':{}}", broken)).error()).isEqualTo("400 BadJsonBody");
    assertThat(client.post(PATH, body(APPEND, broken).replace("}]}", "},{}]}")).error())
        .isEqualTo("400 BadJsonBody");
    assertThat(client.withAuthorization("").post(PATH, body(APPEND, broken)).error())
        .isEqualTo("403 BadDeployKey");
  }

  @Test
  void readsABodyInWhateverOrderItsKeysCome() {
    String body =
        "{'x':[{'tableName':1}],'messages':[{'y':{},'data':{'a':1},'z':[],'tableName':'t'}],'tables':"
            + APPEND
            + "}";

    assertThat(client.post(PATH, body.replace('\'', '"')).status()).isEqualTo(200);
    assertThat(stub.documents("t")).hasSize(1);
  }

  @Test
  void reportsTheFirstRecordThatCannotBeConverted() {
    String wide =
        IntStream.range(0, 1025)
            .mapToObj(i -> "'f" + i + "':1")
            .collect(Collectors.joining(",", "{", "}"));
    String deep = "{'a':" + nested(64) + "}";

    assertThat(send(APPEND, deep, wide).error()).isEqualTo("400 TooNestedError");
    assertThat(send(APPEND, wide, deep).error()).isEqualTo("400 TooManyFieldsError");
    assertThat(send("{}", deep).error()).isEqualTo("400 TooNestedError");
    assertThat(send("{}", message("n".repeat(65), deep)).error())
        .isEqualTo("500 InternalServerError");
  }

  @Test
  void splitsUpdatesOfLargeDocumentsAfter16MebibytesRead() {
    client.put(ADD, "{\"indexes\":{\"t\":[[\"id\"]]}}");
    String text = "x".repeat(900_000);
    String[] small = rows(20, "a", "");
    // 16 MiB written hold 18 of them; 16 MiB read, each by its key and to be replaced, 9.
    send(BY_ID, rows(20, "a", text));

    Set<Long> before = commits();
    send(BY_ID, small);
    Set<Long> after = commits();

    assertThat(before).hasSize(2);
    assertThat(after).hasSize(3);
  }

  @Test
  void takesAKeyOf15Fields() {
    String key =
        IntStream.range(0, 15)
            .mapToObj(i -> "['f" + i + "']")
            .collect(Collectors.joining(",", "[", "]"));
    String record =
        IntStream.range(0, 15)
            .mapToObj(i -> "'f" + i + "':" + i)
            .collect(Collectors.joining(",", "{", "}"));
    client.put(ADD, "{\"indexes\":{\"t\":" + key.replace('\'', '"') + "}}");

    String stream = "{'t':{'primaryKey':" + key + ",'jsonSchema':null}}";
    assertThat(send(stream, record, record).status()).isEqualTo(200);
    assertThat(stub.documents("t")).hasSize(1);
  }

  @Test
  void keepsWhatAnEarlierPageWroteWhenALaterRecordIsOfNoStream() {
    client.put(ADD, "{\"indexes\":{\"t\":[[\"id\"]]}}");
    String[] records = rows(4098, "a", "");
    records[4097] = message("other", "{'id':1}");

    assertThat(send(BY_ID, records).error()).isEqualTo("400 MissingStream");

    assertThat(stub.documents("t")).hasSize(4096);
  }

  @Test
  void clearsATableOfNoRowsAndOneWithoutAnIndexAlike() {
    stub.insert("bare", document("{}"));

    assertThat(client.put(CLEAR, "{\"tableNames\":[]}").status()).isEqualTo(200);
    assertThat(client.put(CLEAR, "{\"tableNames\":[\"bare\",\"bare\"]}").status()).isEqualTo(200);
    assertThat(stub.documents("bare")).isEmpty();
  }

  private static String[] rows(int count, String field, String text) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{'id':" + i + ",'" + field + "':'" + text + "'}")
        .toArray(String[]::new);
  }

  private Set<Long> commits() {
    Set<Long> commits = new HashSet<>();
    client
        .get("/api/list_snapshot?tableName=t")
        .json()
        .get("values")
        .forEach(row -> commits.add(row.get("_ts").longValue()));
    return commits;
  }

  private Answer send(String tables, String... records) {
    return client.post(PATH, body(tables, records));
  }

  private static JsonNode oracle() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ImportSituationsTest.class.getResourceAsStream(
                "/spec/oracles/identifier-oracle.json"))) {
      return new ObjectMapper().readTree(in);
    }
  }
}
