package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.values.DocumentId;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StubBackendTest {

  private final StubBackend stub = StubBackend.start();

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void listensOnTheLoopbackInterfaceWithAKeyOfItsOwn() {
    try (StubBackend other = StubBackend.start()) {
      assertThat(stub.url().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
      assertThat(stub.url()).isNotEqualTo(other.url());
      assertThat(stub.adminKey()).matches("convex-stub\\|[0-9a-f]{64}");
      assertThat(stub.adminKey()).isNotEqualTo(other.adminKey());
    }
  }

  @Test
  void answersOnTheSitePortThatHttpActionsAreNotEnabled() {
    ApiClient site = ApiClient.of(stub.siteUrl(), stub.adminKey()).withoutContract();

    assertThat(site.get("/hook"))
        .isEqualTo(
            new ApiClient.Answer(
                404,
                "text/plain; charset=utf-8",
                "This Convex deployment does not have HTTP actions enabled."));
  }

  @Test
  void insertsInOneTransactionAndReturnsTheIds() {
    List<String> ids = stub.insert("users", document("{'n':1}"), document("{'n':2}"));

    assertThat(ids).hasSize(2).allMatch(id -> DocumentId.find(id).isPresent());
    JsonNode rows = ApiClient.of(stub).get("/api/list_snapshot").json().get("values");
    assertThat(rows.get(0).get("_ts")).isEqualTo(rows.get(1).get("_ts"));
  }

  @Test
  void makesAnEmptyTableWhenNothingIsInserted() {
    assertThat(stub.insert("users")).isEmpty();

    assertThat(stub.tables()).containsExactly("users");
  }

  @Test
  void showsDocumentsCleanlyInIdOrder() {
    List<String> ids =
        new ArrayList<>(
            stub.insert(
                "users",
                document("{'n':{'$integer':'BQAAAAAAAAA='}}"),
                document("{'n':{'$integer':'BQAAAAAAAAA='}}")));
    ids.sort(null);

    List<ObjectNode> documents = stub.documents("users");

    assertThat(documents).extracting(row -> row.get("_id").textValue()).isEqualTo(ids);
    assertThat(documents.get(0).fieldNames())
        .toIterable()
        .containsExactly("_creationTime", "_id", "n");
    assertThat(documents.get(0).get("n").textValue()).isEqualTo("5");
    assertThat(stub.documents("unknown")).isEmpty();
  }

  @Test
  void commitsAllOfATransactionUnderOneTimestamp() {
    List<String> ids = stub.insert("users", document("{'n':1}"), document("{'n':2}"));
    long before = latest();

    stub.transact(
        writes -> {
          writes.replace(ids.get(0), document("{'n':3}"));
          writes.delete(ids.get(1));
          writes.insert("shop", "carts", document("{}"));
          writes.createTable("shop", "empty");
        });

    JsonNode page = ApiClient.of(stub).get("/api/document_deltas?cursor=" + before).json();
    assertThat(page.get("values"))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.get("_ts")).isEqualTo(page.get("cursor")));
    assertThat(stub.tables()).containsExactly("users");
  }

  @Test
  void writesNothingOfATransactionThatThrows() {
    assertThatThrownBy(
            () ->
                stub.transact(
                    writes -> {
                      writes.insert("users", document("{}"));
                      throw new IllegalStateException("the test fails");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(stub.tables()).isEmpty();
  }

  @Test
  void replacesADocumentGivenWithItsSystemFields() {
    stub.insert("users", document("{'n':1}"));
    ObjectNode document = stub.documents("users").get(0);

    stub.transact(
        writes -> writes.replace(document.get("_id").textValue(), document.deepCopy().put("n", 2)));

    assertThat(stub.documents("users")).containsExactly(document.put("n", 2.0));
  }

  @Test
  void refusesAReplacementWithASystemFieldOfItsOwn() {
    String id = stub.insert("users", document("{'n':1}")).get(0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.transact(writes -> writes.replace(id, document("{'_x':1}"))));

    assertThat(stub.documents("users").get(0).has("_x")).isFalse();
  }

  @Test
  void findsADocumentByIdInItsComponent() {
    stub.insert("users", document("{}"));
    List<String> ids = new ArrayList<>();
    stub.transact(writes -> ids.add(writes.insert("shop", "users", document("{'n':1}"))));

    stub.transact(writes -> writes.delete(ids.get(0)));

    assertThat(ApiClient.of(stub).get("/api/list_snapshot?component=shop").json().get("values"))
        .isEmpty();
    assertThat(stub.documents("users")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'_x':1}",
        "{'_id':'a'}",
        "{'$x':1,'y':2}",
        "{'é':1}",
        "{'$integer':'x'}",
        "{'$bytes':'AA=='}"
      })
  void refusesDocumentsThatConvexWould(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> stub.insert("t", document(json)));
    assertThat(stub.tables()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_tables", "my-table", "1st", "é"})
  void refusesTableNamesThatConvexWould(String table) {
    assertThatIllegalArgumentException().isThrownBy(() -> stub.insert(table, document("{}")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.transact(writes -> writes.createTable("a//b", "t")));
  }

  @Test
  void refusesIdsOfNoDocument() {
    String gone = stub.insert("users", document("{}")).get(0);
    stub.transact(writes -> writes.delete(gone));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.transact(writes -> writes.delete(gone)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.transact(writes -> writes.replace("nonsense", document("{}"))));
  }

  @Test
  void repeatsIdsForOneSeed() {
    List<List<String>> ids =
        Stream.of(1, 2)
            .map(
                run -> {
                  StubSettings settings = StubSettings.builder().seed(7).build();
                  try (StubBackend seeded = StubBackend.start(settings)) {
                    return seeded.insert("users", document("{}"), document("{}"));
                  }
                })
            .toList();

    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void recordsRequestsWithoutTheirKeys() {
    ApiClient client = ApiClient.of(stub);

    client.get("/api/json_schemas?deltaSchema=true");
    client.withAuthorization("").get("/api/json_schemas?adminKey=secret&a=b%20c");
    client.put("/api/streaming_import/clear_tables", "{\"tableNames\":[]}");
    client.get("/nowhere");

    assertThat(stub.requests())
        .containsExactly(
            new RecordedRequest("GET", "/api/json_schemas", "deltaSchema=true", 200, 0, ""),
            new RecordedRequest("GET", "/api/json_schemas", "a=b+c", 401, 0, ""),
            new RecordedRequest("PUT", "/api/streaming_import/clear_tables", "", 200, 17, ""),
            new RecordedRequest("GET", "/nowhere", "", 404, 0, ""));
    assertThat(stub.requests().toString()).doesNotContain("secret", stub.adminKey());
  }

  @Test
  void explainsAPortThatIsTaken() {
    StubSettings settings = StubSettings.builder().port(stub.url().getPort()).build();

    assertThatThrownBy(() -> StubBackend.start(settings))
        .isInstanceOf(StubStartException.class)
        .hasMessageContaining("port " + stub.url().getPort());
  }

  @Test
  void givesTheApiPortBackWhenTheSitePortIsTaken() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    StubSettings.Builder settings = StubSettings.builder().port(free);

    assertThatThrownBy(() -> StubBackend.start(settings.sitePort(stub.siteUrl().getPort()).build()))
        .isInstanceOf(StubStartException.class);

    StubBackend.start(settings.sitePort(0).build()).close();
  }

  @Test
  void servesNobodyUntilItIsFilled() {
    List<CompletableFuture<HttpResponse<String>>> early = new ArrayList<>();
    Consumer<StubBackend> fill =
        filled -> {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(filled.url() + "/api/list_snapshot"))
                  .header("Authorization", "Convex " + filled.adminKey())
                  .build();
          early.add(HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString()));
          filled.insert("users", document("{}"));
        };

    try (StubBackend filled = StubBackend.start(StubSettings.defaults(), fill)) {
      HttpResponse<String> response = early.get(0).join();

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(ApiClient.parse(response.body()).get("values")).hasSize(1);
      assertThat(filled.requests()).hasSize(1);
    }
  }

  @Test
  void givesThePortsBackWhenItCannotBeFilled() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    StubSettings settings = StubSettings.builder().port(free).build();

    assertThatThrownBy(
            () ->
                StubBackend.start(
                    settings,
                    filled -> {
                      throw new IllegalStateException("the test fails");
                    }))
        .hasMessage("the test fails");

    StubBackend.start(settings).close();
  }

  @Test
  @Timeout(30)
  void answersWhileManyClientsAreSlowToSendTheirBodies() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(stub.url().getHost(), stub.url().getPort());
        slow.add(socket);
        String head = "PUT /version HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(ApiClient.of(stub).get("/version").status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void takesWritesFromManyClientsAtOnce() throws Exception {
    ApiClient client = ApiClient.of(stub);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<Integer> work =
        () -> {
          for (int i = 0; i < 20; i++) {
            client.post(
                "/api/streaming_import/import_airbyte_records",
                "{\"tables\":{\"t\":{\"jsonSchema\":1}},"
                    + "\"messages\":[{\"tableName\":\"t\",\"data\":{}}]}");
            client.get("/api/list_snapshot");
          }
          return 20;
        };
    for (Future<Integer> done : threads.invokeAll(List.of(work, work, work, work))) {
      assertThat(done.get()).isEqualTo(20);
    }
    threads.shutdown();

    assertThat(stub.documents("t")).hasSize(80);
  }

  private long latest() {
    return ApiClient.of(stub)
        .get("/api/list_snapshot?tableName=none")
        .json()
        .get("snapshot")
        .longValue();
  }
}
