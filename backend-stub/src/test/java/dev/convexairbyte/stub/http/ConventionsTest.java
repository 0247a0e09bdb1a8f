package dev.convexairbyte.stub.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConventionsTest {

  private static final String CLEAR = "/api/streaming_import/clear_tables";
  private static final String DELTAS = "/api/document_deltas";

  private final StubBackend stub = StubBackend.start();
  private ApiClient client;

  @BeforeAll
  void connect() {
    client = ApiClient.of(stub);
  }

  @AfterAll
  void stop() {
    stub.close();
  }

  @Test
  void writesErrorsAsCodeThenMessage() {
    Answer answer = client.withAuthorization("").get("/api/json_schemas");

    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(answer.body()).matches("\\{\"code\":\"BadDeployKey\",\"message\":\"[^\"].+\"\\}");
    assertThat(answer.json()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/", "/api/unknown", "/api/json_schemas/", "/http", "/httpx"})
  void answersUnknownPathsWithAnEmpty404(String path) {
    assertThat(client.get(path)).isEqualTo(new Answer(404, "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/api/json_schemas",
    "POST,/api/get_table_column_names",
    "POST,/api/test_streaming_export_connection",
    "PUT,/api/list_snapshot",
    "PUT,/api/document_deltas",
    "POST,/api/streaming_import/add_primary_key_indexes",
    "POST,/api/streaming_import/primary_key_indexes_ready",
    "POST,/api/streaming_import/clear_tables",
    "PUT,/api/streaming_import/import_airbyte_records",
    "PUT,/api/streaming_import/replace_tables"
  })
  void answersWrongMethodsWithAnEmpty405(String method, String path) {
    assertThat(client.send(method, path, "Accept", "*/*")).isEqualTo(new Answer(405, "", ""));
  }

  @Test
  void showsThatThereAreNoMetricsToAnyone() {
    Answer answer = client.withAuthorization("nonsense").get("/metrics");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("text/plain");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void answersTheVersionToAnyone() {
    Answer answer = client.withAuthorization("nonsense").get("/version");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("text/plain");
    assertThat(answer.body()).startsWith("convex-stub ");
  }

  @Test
  void wantsADashInTheClientVersion() {
    String path = "/api/json_schemas";

    assertThat(client.send("GET", path, "Convex-Client", "airbyte").error())
        .isEqualTo("400 InvalidClientVersion");
    assertThat(client.send("GET", path, "Convex-Client", "airbyte-export-0.1.0").status())
        .isEqualTo(200);
    assertThat(client.send("GET", path, "Convex-Client", "a-b").status()).isEqualTo(200);
    assertThat(client.send("GET", "/version", "Convex-Client", "airbyte").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "npm-0.19.1,400,Unsupported",
    "npm-cli-0.0.1,400,Unsupported",
    "NPM-0.18.9,400,Unsupported",
    "npm-0.19.2,200,",
    "npm-1.2.3-0.0.1,200,",
    "actions-0.19.1-alpha.0,400,Unsupported",
    "python-convex-0.0.2,400,Unsupported",
    "python-convex-0.0.3,200,UpgradeRequired",
    "python-convex-0.2.0,200,UpgradeRequired",
    "python-convex-0.2.1,200,",
    "rust-0.0.1,400,Unsupported",
    "npm-x,200,",
    "airbyte-export-0.0.0,200,",
    "other-0.0.0,200,"
  })
  void judgesClientsByTheirVersion(String header, int status, @Nullable String state)
      throws Exception {
    HttpResponse<String> response = send("GET", "Convex-Client", header);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-convex-deprecation-state").orElse(null))
        .isEqualTo(state);
    assertThat(response.headers().firstValue("x-convex-deprecation-message").isPresent())
        .isEqualTo(state != null);
    assertThat(error(response)).isEqualTo(status == 400 ? "400 ClientVersionUnsupported" : "200 ");
  }

  @ParameterizedTest
  @CsvSource({"abc0123,200", "'',400"})
  void wantsARequestIdToBeText(String id, int status) throws Exception {
    HttpResponse<String> response = send("GET", "Convex-Request-Id", id);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(error(response)).isEqualTo(status == 400 ? "400 InvalidRequestId" : "200 ");
  }

  @Test
  void answersPreflightsToAnyone() throws Exception {
    HttpResponse<String> response =
        send(
            "OPTIONS",
            "Origin",
            "https://app.example",
            "Access-Control-Request-Headers",
            "authorization,x");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://app.example");
    assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("authorization,x");
    assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).contains("true");
    assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
        .contains("GET,POST,OPTIONS,PATCH,DELETE,PUT");
    assertThat(response.headers().firstValue("Access-Control-Max-Age")).contains("86400");
  }

  @Test
  void allowsEveryOriginToReadTheAnswerAndTheError() throws Exception {
    HttpResponse<String> right = send("GET", "Origin", "https://app.example");
    HttpResponse<String> wrong =
        send("GET", "Origin", "https://app.example", "Convex-Client", "nodash");

    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(wrong.statusCode()).isEqualTo(400);
    for (HttpResponse<String> response : List.of(right, wrong)) {
      assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
          .contains("https://app.example");
      assertThat(response.headers().firstValue("Access-Control-Allow-Methods")).isEmpty();
    }
    assertThat(send("GET", "Accept", "*/*").headers().firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/,200",
    "OPTIONS,/,200",
    "GET,/instance_name,200",
    "GET,/instance_version,200",
    "POST,/echo,200",
    "OPTIONS,/echo,200",
    "GET,/echo,405",
    "GET,/api/unknown,404",
    "OPTIONS,/api/unknown,200"
  })
  void mirrorsTheOriginBelowApiAndOnHealthRoutes(String method, String path, int status)
      throws Exception {
    HttpResponse<String> response = sendTo(path, method, "Origin", "https://app.example");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://app.example");
    assertThat(response.headers().firstValue("Vary"))
        .contains("origin, access-control-request-method, access-control-request-headers");
  }

  @ParameterizedTest
  @CsvSource({"GET,/version,200", "OPTIONS,/version,405", "GET,/unknown,404"})
  void leavesCorsOffEverywhereElse(String method, String path, int status) throws Exception {
    HttpResponse<String> response = sendTo(path, method, "Origin", "https://app.example");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void looksAtTheClientOnHealthRoutesToo() {
    assertThat(client.send("GET", "/instance_name", "Convex-Client", "airbyte").error())
        .isEqualTo("400 InvalidClientVersion");
  }

  @Test
  void allowsTheMethodsThatAPathHas() throws Exception {
    HttpResponse<String> response = send("DELETE", "Accept", "*/*");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET,HEAD");
    assertThat(send("HEAD", "Accept", "*/*").statusCode()).isEqualTo(200);
  }

  @Test
  void answersTheMetaRoutesToAnyone() {
    ApiClient anyone = client.withAuthorization("nonsense");

    assertThat(anyone.get("/instance_name"))
        .isEqualTo(new Answer(200, "text/plain; charset=utf-8", "convex-stub"));
    assertThat(anyone.get("/instance_version").body()).startsWith("convex-stub ");
    assertThat(anyone.get("/").status()).isEqualTo(200);
    assertThat(anyone.post("/echo", "hällo").body()).isEqualTo("hällo");
    assertThat(anyone.post("/echo", "x".repeat((2 << 20) + 1))).isEqualTo(new Answer(413, "", ""));
  }

  private static String error(HttpResponse<String> response) {
    return response.statusCode() + " " + ApiClient.parse(response.body()).path("code").asText();
  }

  private HttpResponse<String> send(String method, String... headers) throws Exception {
    return sendTo("/api/json_schemas", method, headers);
  }

  private HttpResponse<String> sendTo(String path, String method, String... headers)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stub.url() + path))
            .header("Authorization", "Convex " + stub.adminKey())
            .headers(headers)
            .method(method, BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void looksAtTheClientVersionBeforeTheKey() {
    assertThat(
            client
                .withAuthorization("")
                .send("GET", "/api/json_schemas", "Convex-Client", "airbyte")
                .error())
        .isEqualTo("400 InvalidClientVersion");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,200",
    "application/json; charset=utf-8,200",
    "APPLICATION/JSON,200",
    "application/vnd.convex+json,200",
    "text/json,400",
    "text/plain,400",
    "application/jsonx,400"
  })
  void wantsJsonAsContentType(String contentType, int status) {
    Answer answer = client.postAs(contentType, DELTAS, "{\"cursor\":0}");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(status == 200 || answer.code().equals("BadJsonBody")).isTrue();
  }

  @Test
  void wantsAContentTypeAlsoOnAGetWithABody() {
    Answer answer =
        client.send("GET", "/api/streaming_import/primary_key_indexes_ready", "Accept", "*/*");

    assertThat(answer.error()).isEqualTo("400 BadJsonBody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "1",
        "{}",
        "{\"tableNames\":null}",
        "{\"tableNames\":\"t\"}",
        "{\"tableNames\":[1]}",
        "{\"tableNames\":[]}x",
        "{\"tableNames\":[],\"x\":1e999}",
        "{\"tableNames\":[],\"x\":\"\\ud800\"}"
      })
  void answersEveryBrokenBodyAlike(String body) {
    assertThat(client.put(CLEAR, body).error()).isEqualTo("400 BadJsonBody");
  }

  @Test
  void ignoresUnknownKeys() {
    assertThat(client.put(CLEAR, "{\"other\":1,\"tableNames\":[]}").status()).isEqualTo(200);
  }

  @Test
  void refusesBodiesNestedDeeperThanTheParserGoes() {
    String deep = "[".repeat(200) + "]".repeat(200);

    assertThat(client.put(CLEAR, "{\"tableNames\":[],\"x\":" + deep + "}").error())
        .isEqualTo("400 BadJsonBody");
  }

  @Test
  void refusesBodiesOfMoreThanTwoMebibytes() {
    assertThat(client.put(CLEAR, bodyOf(2 << 20)).status()).isEqualTo(200);
    assertThat(client.put(CLEAR, bodyOf((2 << 20) + 1)).error()).isEqualTo("400 BadJsonBody");
    assertThat(client.post(DELTAS, " ".repeat((2 << 20) + 1)).error()).isEqualTo("400 BadJsonBody");
  }

  @Test
  void authenticatesThenReadsTheBodyThenAsksForPermission() {
    assertThat(client.withAuthorization("Convex wrong").put(CLEAR, "{").error())
        .isEqualTo("401 BadAdminKey");
    assertThat(client.withAuthorization("").put(CLEAR, "{").error()).isEqualTo("400 BadJsonBody");
    assertThat(client.withAuthorization("").put(CLEAR, "{\"tableNames\":[]}").error())
        .isEqualTo("403 BadDeployKey");
  }

  @Test
  void readsTheQueryBeforeItAuthenticates() {
    ApiClient wrong = client.withAuthorization("Convex wrong");

    assertThat(wrong.get(DELTAS + "?cursor=x").error()).isEqualTo("400 BadQueryArgs");
    assertThat(wrong.get(DELTAS).error()).isEqualTo("401 BadAdminKey");
    assertThat(client.withAuthorization("").get(DELTAS).error()).isEqualTo("403 BadDeployKey");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/list_snapshot?snapshot=x",
        "/api/list_snapshot?snapshot=",
        "/api/list_snapshot?snapshot=1.0",
        "/api/list_snapshot?snapshot=9223372036854775808",
        "/api/list_snapshot?snapshot=1&snapshot=1",
        "/api/list_snapshot?format=json&format=json",
        "/api/document_deltas?cursor=1.5",
        "/api/document_deltas?cursor=9223372036854775808",
        "/api/json_schemas?deltaSchema=1",
        "/api/json_schemas?byComponent=True"
      })
  void refusesQueryParametersThatItCannotRead(String path) {
    assertThat(client.get(path).error()).isEqualTo("400 BadQueryArgs");
  }

  private static String bodyOf(int bytes) {
    String start = "{\"tableNames\":[],\"x\":\"";
    return start + "x".repeat(bytes - start.length() - 2) + "\"}";
  }
}
