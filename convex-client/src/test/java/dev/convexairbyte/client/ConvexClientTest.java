package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.client.ConvexException.Kind;
import dev.convexairbyte.client.RecordingServer.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each intent puts on the wire and what it makes of a good answer. */
class ConvexClientTest {

  private static final Selection USERS = Selection.of(List.of(new TablePath("", "users")));
  private static final String USERS_ON_THE_WIRE =
      "{\"\":{\"users\":{\"_other\":\"included\"},\"_other\":\"excluded\"},\"_other\":\"excluded\"}";

  @Test
  void everyRequestNamesTheKeyAndTheClient() throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json("null"));
        ConvexClient client = server.client()) {
      client.clearTables(List.of("users"));

      Request request = server.onlyRequest();
      assertThat(request.method()).isEqualTo("PUT");
      assertThat(request.target()).isEqualTo("/api/streaming_import/clear_tables");
      assertThat(request.headers())
          .containsEntry("authorization", "Convex " + RecordingServer.KEY)
          .containsEntry("convex-client", "airbyte-export-1.0.0")
          .containsEntry("user-agent", "airbyte-export-1.0.0")
          .containsEntry("host", "127.0.0.1:" + server.port())
          .doesNotContainKey("cookie")
          .doesNotContainKey("content-encoding");
    }
  }

  @Test
  void keepsThePathOfAProxy() throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json("null"));
        ConvexClient client =
            new ConvexClient(
                Deployment.of("http://127.0.0.1:" + server.port() + "/team/convex/", "key"),
                "airbyte-export-1.0.0")) {
      client.clearTables(List.of("users"));

      assertThat(server.onlyRequest().target())
          .isEqualTo("/team/convex/api/streaming_import/clear_tables");
    }
  }

  @Test
  void jsonSchemasAreReadByComponentAndTable() throws IOException {
    String answer =
        "{\"\":{\"users\":{\"type\":\"object\"},\"odd\":false},\"a/b\":{\"users\":{}},\"bare\":{}}";
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      Map<String, Map<String, JsonNode>> schemas = client.jsonSchemas();

      assertThat(server.onlyRequest().target())
          .isEqualTo("/api/json_schemas?deltaSchema=true&byComponent=true&format=json");
      assertThat(new ObjectMapper().writeValueAsString(schemas)).isEqualTo(answer);
    }
  }

  @Test
  void tableColumnNamesAreReadByComponentAndTable() throws IOException {
    String answer =
        "{\"byComponent\":{\"\":[{\"name\":\"users\",\"columns\":[\"_creationTime\",\"_id\"]}],"
            + "\"a/b\":[{\"name\":\"logs\",\"columns\":[]}]}}";
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      assertThat(client.tableColumnNames())
          .containsExactly(
              Map.entry("", Map.of("users", List.of("_creationTime", "_id"))),
              Map.entry("a/b", Map.of("logs", List.of())));
      assertThat(server.onlyRequest().target()).isEqualTo("/api/get_table_column_names");
    }
  }

  @Test
  void aPageThatTimedOutIsAskedForWithTheSameBytes() throws IOException {
    String answer = "{\"values\":[],\"snapshot\":7,\"cursor\":null,\"hasMore\":false}";
    try (RecordingServer server =
            new RecordingServer(Replies.status(408, ""), Replies.json(answer));
        ConvexClient client = server.client()) {
      Retries retries =
          new Retries(
              new Backoff(2, Duration.ZERO, 1, Duration.ZERO, Duration.ofMinutes(1)),
              new Random(1),
              wait -> {},
              System::nanoTime);
      SnapshotRequest request = new SnapshotRequest(7L, "cursor", USERS);

      retries.call(() -> client.listSnapshot(request, (bytes, start, end) -> {}));

      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(1)).isEqualTo(server.requests().get(0));
    }
  }

  @Test
  void knowsWhenTheLastAnswerWasSent() throws IOException {
    try (RecordingServer server =
            new RecordingServer(
                Replies.status(403, "", "Date: Fri, 20 Nov 2026 21:37:39 GMT"),
                Replies.json("null"));
        ConvexClient client = server.client()) {
      assertThat(client.serverTime()).isEmpty();

      ConvexFailures.failureOf(client::tableColumnNames);
      assertThat(client.serverTime()).contains(Instant.parse("2026-11-20T21:37:39Z"));

      client.clearTables(List.of("users"));
      assertThat(client.serverTime()).as("of an answer without a date").isEmpty();
    }
  }

  @Test
  void listSnapshotSendsSelectionFormatSnapshotAndCursor() throws IOException {
    String answer =
        "{\"values\":[],\"snapshot\":1767225600000000001,\"cursor\":\"{\\\"tablet\\\":1}\",\"hasMore\":true}";
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      SnapshotRequest request = new SnapshotRequest(1767225600000000001L, "{\"id\":\"a\"}", USERS);

      SnapshotPage page = client.listSnapshot(request, (bytes, start, end) -> {});

      assertThat(page).isEqualTo(new SnapshotPage(1767225600000000001L, "{\"tablet\":1}", true));
      assertThat(server.onlyRequest().method()).isEqualTo("POST");
      assertThat(server.onlyRequest().target()).isEqualTo("/api/list_snapshot");
      assertThat(server.onlyRequest().headers()).containsEntry("content-type", "application/json");
      assertThat(server.onlyRequest().body())
          .isEqualTo(
              "{\"selection\":"
                  + USERS_ON_THE_WIRE
                  + ",\"format\":\"json\",\"snapshot\":1767225600000000001,"
                  + "\"cursor\":\"{\\\"id\\\":\\\"a\\\"}\"}");
    }
  }

  @Test
  void theFirstPageNamesNeitherSnapshotNorCursor() throws IOException {
    String answer = "{\"values\":[],\"snapshot\":7,\"cursor\":null,\"hasMore\":false}";
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      SnapshotPage page =
          client.listSnapshot(
              new SnapshotRequest(null, null, Selection.none()), (bytes, start, end) -> {});

      assertThat(page).isEqualTo(new SnapshotPage(7, null, false));
      assertThat(server.onlyRequest().body())
          .isEqualTo("{\"selection\":{\"_other\":\"excluded\"},\"format\":\"json\"}");
    }
  }

  @Test
  void documentDeltasSendsSelectionFormatAndCursor() throws IOException {
    String answer = "{\"values\":[],\"cursor\":9223372036854775807,\"hasMore\":false}";
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      DeltasPage page = client.documentDeltas(9007199254740993L, USERS, (bytes, start, end) -> {});

      assertThat(page).isEqualTo(new DeltasPage(Long.MAX_VALUE, false));
      assertThat(server.onlyRequest().method()).isEqualTo("POST");
      assertThat(server.onlyRequest().target()).isEqualTo("/api/document_deltas");
      assertThat(server.onlyRequest().body())
          .isEqualTo(
              "{\"selection\":"
                  + USERS_ON_THE_WIRE
                  + ",\"format\":\"json\",\"cursor\":9007199254740993}");
    }
  }

  @Test
  void addPrimaryKeyIndexesSendsKeyPathsByTable() throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.empty());
        ConvexClient client = server.client()) {
      client.addPrimaryKeyIndexes(Map.of("users", List.of(List.of("id"), List.of("a", "b"))));

      assertThat(server.onlyRequest().method()).isEqualTo("PUT");
      assertThat(server.onlyRequest().target())
          .isEqualTo("/api/streaming_import/add_primary_key_indexes");
      assertThat(server.onlyRequest().headers()).containsEntry("content-type", "application/json");
      assertThat(server.onlyRequest().body())
          .isEqualTo("{\"indexes\":{\"users\":[[\"id\"],[\"a\",\"b\"]]}}");
    }
  }

  @Test
  void primaryKeyIndexesReadyIsAGetWithABody() throws IOException {
    try (RecordingServer server =
            new RecordingServer(
                Replies.json("{\"indexesReady\":false}"), Replies.json("{\"indexesReady\":true}"));
        ConvexClient client = server.client()) {
      assertThat(client.primaryKeyIndexesReady(List.of("users", "logs"))).isFalse();
      assertThat(client.primaryKeyIndexesReady(List.of())).isTrue();

      Request request = server.requests().get(0);
      assertThat(request.method()).isEqualTo("GET");
      assertThat(request.target()).isEqualTo("/api/streaming_import/primary_key_indexes_ready");
      assertThat(request.headers()).containsEntry("content-type", "application/json");
      assertThat(request.body()).isEqualTo("{\"tables\":[\"users\",\"logs\"]}");
      assertThat(server.requests().get(1).body()).isEqualTo("{\"tables\":[]}");
    }
  }

  @Test
  void clearTablesNamesTheTables() throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.empty());
        ConvexClient client = server.client()) {
      client.clearTables(List.of("users"));

      assertThat(server.onlyRequest().method()).isEqualTo("PUT");
      assertThat(server.onlyRequest().target()).isEqualTo("/api/streaming_import/clear_tables");
      assertThat(server.onlyRequest().body()).isEqualTo("{\"tableNames\":[\"users\"]}");
    }
  }

  @Test
  void importSendsTheBatchAsItIs() throws IOException {
    ImportBatch batch = new ImportBatch("users", List.of(List.of("id")));
    byte[] record = "{\"id\":1,\"name\":\"Zoë\"}".getBytes(UTF_8);
    batch.add(record, 0, record.length);
    try (RecordingServer server = new RecordingServer(Replies.empty());
        ConvexClient client = server.client()) {
      client.importAirbyteRecords(batch);
      client.importAirbyteRecords(batch);

      Request request = server.requests().get(0);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.target()).isEqualTo("/api/streaming_import/import_airbyte_records");
      assertThat(request.headers())
          .containsEntry("content-type", "application/json")
          .containsEntry("content-length", String.valueOf(request.body().getBytes(UTF_8).length));
      assertThat(request.body())
          .isEqualTo(
              "{\"tables\":{\"users\":{\"primaryKey\":[[\"id\"]],\"jsonSchema\":null}},"
                  + "\"messages\":[{\"tableName\":\"users\",\"data\":{\"id\":1,\"name\":\"Zoë\"}}]}");
      assertThat(server.requests().get(1).body()).isEqualTo(request.body());
    }
  }

  @Test
  void connectionsAreUsedAgain() throws IOException {
    try (RecordingServer server =
            new RecordingServer(
                Replies.json("null"),
                Replies.empty(),
                Replies.status(503, "{\"code\":\"CommitterFullError\",\"message\":\"m\"}"),
                Replies.status(404, ""),
                Replies.json("{\"values\":[{},{}],\"cursor\":1,\"hasMore\":false}"),
                Replies.json("null"));
        ConvexClient client = server.client()) {
      client.clearTables(List.of("users"));
      client.clearTables(List.of("users"));
      ConvexFailures.failureOf(() -> client.clearTables(List.of("users")));
      ConvexFailures.failureOf(client::tableColumnNames);
      client.documentDeltas(0, USERS, (bytes, start, end) -> {});
      client.clearTables(List.of("users"));

      assertThat(server.requests()).hasSize(6);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "5",
        "{\"\":[]}",
        "{\"byComponent\":[]}",
        "{\"byComponent\":{\"\":{}}}",
        "{\"byComponent\":{\"\":[{\"columns\":[]}]}}",
        "{\"byComponent\":{\"\":[{\"name\":\"t\"}]}}",
        "{\"byComponent\":{\"\":[{\"name\":\"t\",\"columns\":[5]}]}}",
        "{\"byComponent\":{}}{}"
      })
  void anAnswerOfAnotherShapeIsUnexpected(String answer) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      ConvexException failure = ConvexFailures.failureOf(client::tableColumnNames);

      assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
      assertThat(failure.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "[]", "{\"\":[]}", "{\"\":null}"})
  void schemasOfAnotherShapeAreUnexpected(String answer) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      assertThat(ConvexFailures.failureOf(client::jsonSchemas).kind()).isEqualTo(Kind.UNEXPECTED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"indexesReady\":\"true\"}", "{\"indexesReady\":null}", "true"})
  void readinessThatIsNotTrueOrFalseIsUnexpected(String answer) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      assertThat(ConvexFailures.failureOf(() -> client.primaryKeyIndexesReady(List.of("t"))).kind())
          .isEqualTo(Kind.UNEXPECTED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"status\":\"error\"}", "[]", "\"ok\"", "true"})
  void aWriteThatIsAnsweredWithSomethingDidNotReachConvex(String answer) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json(answer));
        ConvexClient client = server.client()) {
      assertThat(ConvexFailures.failureOf(() -> client.clearTables(List.of("t"))).kind())
          .isEqualTo(Kind.UNEXPECTED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "airbyte", "1.0.0", "airbyte-export-1.0.0\nX: y", "café-1"})
  void aClientNameThatTheBackendRefusesIsNeverSent(String name) {
    Deployment deployment = Deployment.of("http://127.0.0.1:1", "key");

    assertThatThrownBy(() -> new ConvexClient(deployment, name).close())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
