package dev.convexairbyte.stub.http;

import static dev.convexairbyte.stub.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.RawClient;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationTest {

  private static final String CHECK = "/api/test_streaming_export_connection";
  private static final String USER = base64("{\"subject\":\"u\",\"issuer\":\"i\"}");

  private StubBackend stub;
  private ApiClient client;

  @BeforeAll
  void start() {
    stub =
        StubBackend.start(
            StubSettings.builder()
                .adminKey("happy-otter-1|s3cret")
                .readOnlyKey("happy-otter-1|reader")
                .importOnlyKey("happy-otter-1|writer")
                .build());
    client = ApiClient.of(stub);
  }

  @AfterAll
  void stop() {
    stub.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Convex happy-otter-1|s3cret",
        "convex happy-otter-1|s3cret",
        "CONVEX happy-otter-1|s3cret",
        "Convex prod:happy-otter-1|s3cret",
        "Convex dev:happy-otter-1|s3cret",
        "Convex preview:team:project|s3cret",
        "Convex project:team:project|s3cret",
        "Convex s3cret"
      })
  void takesEveryShapeOfTheKey(String header) {
    assertThat(client.withAuthorization(header).get(CHECK).body()).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      '';                                   403 BadDeployKey
      Convex happy-otter-1|wrong;           401 BadAdminKey
      Convex wrong;                         401 BadAdminKey
      Convex other|s3cret;                  401 BadAdminKey
      Convex prod:other|s3cret;             401 BadAdminKey
      Convex |s3cret;                       401 BadAdminKey
      Bearer s3cret;                        401 InvalidAuthHeader
      bearer happy-otter-1|s3cret;          401 InvalidAuthHeader
      Bearer a.b.c;                         401 InvalidAuthHeader
      Bearer e30.e30.c2ln;                  401 InvalidAuthHeader
      Bearer e30.eyJpc3MiOiJhIn0.c2ln;      401 NoAuthProvider
      Basic czNjcmV0;                       400 InvalidAdminKey
      happy-otter-1|s3cret;                 400 InvalidAdminKey
      s3cret;                               400 InvalidHeaderFailure
      Convex;                               400 InvalidHeaderFailure
      Convex prod:s3cret;                   400 HeaderParseFailure
      Convex s3cret:not-base64;             400 HeaderParseFailure
      Convex s3cret:bm90IGpzb24=;           400 HeaderParseFailure
      Conve;                                400 InvalidHeaderFailure
      """)
  void refusesEverythingElseByItsOwnCode(String header, String error) {
    assertThat(client.withAuthorization(header).get(CHECK).error()).isEqualTo(error);
  }

  @Test
  void refusesAHeaderThatIsNotAscii() throws IOException {
    // The JDK's client sends question marks instead.
    try (RawClient raw = new RawClient(stub.url())) {
      raw.write(
          "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Convex schlüssel\r\n\r\n"
              .formatted(CHECK));

      assertThat(raw.rest()).startsWith("HTTP/1.1 400 ").contains("\"HeaderParseFailure\"");
    }
  }

  @Test
  void takesTheKeyAsQueryParameterWhereThereIsNoHeader() {
    ApiClient anonymous = client.withAuthorization("");

    assertThat(anonymous.get(CHECK + "?adminKey=" + encode("happy-otter-1|s3cret")).status())
        .isEqualTo(200);
    assertThat(anonymous.get(CHECK + "?adminKey=" + encode("prod:happy-otter-1|s3cret")).status())
        .isEqualTo(200);
    assertThat(anonymous.get(CHECK + "?adminKey=wrong").error()).isEqualTo("401 BadAdminKey");
  }

  @Test
  void looksAtTheHeaderBeforeTheQueryParameter() {
    ApiClient wrong = client.withAuthorization("Convex wrong");

    assertThat(wrong.get(CHECK + "?adminKey=s3cret").error()).isEqualTo("401 BadAdminKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/list_snapshot", "/api/document_deltas?cursor=0"})
  void keepsWhoActsAsAUserFromRows(String path) {
    ApiClient acting = client.withAuthorization("Convex happy-otter-1|s3cret:" + USER);

    assertThat(acting.get(path).error()).isEqualTo("403 SystemIdentityRequired");
    assertThat(acting.get(CHECK).status()).isEqualTo(200);
  }

  @Test
  void refusesAWrongKeyThatActsAsAUser() {
    ApiClient acting = client.withAuthorization("Convex wrong:" + USER);

    assertThat(acting.get(CHECK).error()).isEqualTo("401 BadAdminKey");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/json_schemas",
        "/api/get_table_column_names",
        "/api/test_streaming_export_connection",
        "/api/list_snapshot",
        "/api/document_deltas?cursor=0"
      })
  void letsAReadOnlyKeyReadAndKeepsAnImportOnlyKeyFromIt(String path) {
    ApiClient reader = client.withAuthorization("Convex happy-otter-1|reader");
    ApiClient writer = client.withAuthorization("Convex happy-otter-1|writer");

    assertThat(reader.get(path).status()).isEqualTo(200);
    assertThat(writer.get(path).error()).isEqualTo("403 OperationNotPermitted");
    assertThat(writer.get(path).json().path("message").asText()).contains("deployment:data:view");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      PUT;  add_primary_key_indexes;   {"indexes":{}}
      GET;  primary_key_indexes_ready; {"tables":[]}
      PUT;  clear_tables;              {"tableNames":[]}
      POST; import_airbyte_records;    {"tables":{},"messages":[]}
      """)
  void letsAnImportOnlyKeyImportAndKeepsAReadOnlyKeyFromIt(
      String method, String endpoint, String body) {
    String path = "/api/streaming_import/" + endpoint;
    ApiClient reader = client.withAuthorization("Convex happy-otter-1|reader");
    ApiClient writer = client.withAuthorization("Convex happy-otter-1|writer");

    assertThat(send(writer, method, path, body).status()).isEqualTo(200);
    assertThat(send(reader, method, path, body).error()).isEqualTo("403 OperationNotPermitted");
    assertThat(send(reader, method, path, body).json().path("message").asText())
        .contains("deployment:backups:import");
  }

  private static ApiClient.Answer send(ApiClient client, String method, String path, String body) {
    return switch (method) {
      case "GET" -> client.get(path, body);
      case "POST" -> client.post(path, body);
      default -> client.put(path, body);
    };
  }

  @Test
  void refusesExportWithoutThePlanForItBeforeItLooksForAKey() {
    try (StubBackend small =
        StubBackend.start(StubSettings.builder().streamingExport(false).build())) {
      ApiClient keyed = ApiClient.of(small);

      assertThat(keyed.get(CHECK).error()).isEqualTo("403 StreamingExportNotEnabled");
      assertThat(keyed.withAuthorization("").get("/api/list_snapshot").error())
          .isEqualTo("403 StreamingExportNotEnabled");
      assertThat(keyed.withAuthorization("Convex wrong").get(CHECK).error())
          .isEqualTo("401 BadAdminKey");
      assertThat(keyed.put("/api/streaming_import/clear_tables", "{\"tableNames\":[]}").status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a|", "prod:abc", "with space", "schlüssel"})
  void refusesAKeyThatNoClientCouldSendAndDoesNotQuoteIt(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdminKey(key))
        .satisfies(
            e -> {
              if (!key.isEmpty()) {
                assertThat(e.getMessage()).doesNotContain(key);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "s3cret,any|s3cret,true",
    "a|s3cret,s3cret,true",
    "prod:a|s3cret,a|s3cret,true",
    "prod:a|s3cret,dev:a|s3cret,true",
    "preview:team:project|s3cret,any|s3cret,true",
    "a|s3cret,b|s3cret,false",
    "a|s3cret,a|other,false"
  })
  void comparesNamesWhereBothKeysHaveOne(String own, String presented, boolean matches) {
    assertThat(new AdminKey(own).matches(presented)).isEqualTo(matches);
  }

  @Test
  void hidesTheKeyInItsText() {
    assertThat(new AdminKey("a|s3cret").toString()).doesNotContain("s3cret");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
