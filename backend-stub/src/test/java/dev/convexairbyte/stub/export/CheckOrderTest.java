package dev.convexairbyte.stub.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which of several mistakes an export endpoint speaks of: the query before the key and the key
 * before the body, then plan, permission, parameters, who acts, the data, and the format last.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckOrderTest {

  private static final String TOO_NEW = "9223372036854775807";

  private StubBackend stub;
  private StubBackend small;

  @BeforeAll
  void start() {
    StubSettings.Builder settings =
        StubSettings.builder().adminKey("a|all").readOnlyKey("a|view").importOnlyKey("a|import");
    stub = StubBackend.start(settings.build());
    small = StubBackend.start(settings.streamingExport(false).build());
    stub.insert("odd", ApiClient.document("{'odd name':1}"));
  }

  @AfterAll
  void stop() {
    stub.close();
    small.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      no key  | /api/list_snapshot?snapshot=x                  | 400 BadQueryArgs
      bad key | /api/list_snapshot?snapshot=x                  | 400 BadQueryArgs
      bad key | /api/document_deltas?cursor=1.5                | 400 BadQueryArgs
      bad key | /api/json_schemas?deltaSchema=1                | 400 BadQueryArgs
      bad key | /api/list_snapshot?cursor=x&format=xml         | 401 BadAdminKey
      bad key | /api/document_deltas                           | 401 BadAdminKey
      no key  | /api/list_snapshot?snapshot=-1                 | 403 BadDeployKey
      no key  | /api/document_deltas                           | 403 BadDeployKey
      no key  | /api/json_schemas?format=xml                   | 403 BadDeployKey
      import  | /api/list_snapshot?cursor=x                    | 403 OperationNotPermitted
      import  | /api/document_deltas                           | 403 OperationNotPermitted
      import  | /api/json_schemas?format=xml                   | 403 OperationNotPermitted
      acting  | /api/list_snapshot?cursor=x                    | 400 InvalidListSnapshotCursor
      acting  | /api/list_snapshot?tableName=my-table          | 500 InternalServerError
      acting  | /api/document_deltas                           | 400 DocumentDeltasCursorRequired
      acting  | /api/document_deltas?cursor=-1                 | 500 InternalServerError
      acting  | /api/list_snapshot?snapshot=9223372036854775807 | 403 SystemIdentityRequired
      acting  | /api/list_snapshot?format=xml                  | 403 SystemIdentityRequired
      acting  | /api/document_deltas?cursor=0&format=xml       | 403 SystemIdentityRequired
      view    | /api/list_snapshot?snapshot=-1&cursor=x        | 500 InternalServerError
      view    | /api/list_snapshot?cursor=x&tableName=my-table | 400 InvalidListSnapshotCursor
      view    | /api/list_snapshot?snapshot=9223372036854775807&format=xml | 400 SnapshotTooNew
      view    | /api/list_snapshot?tableName=my-table&format=xml | 500 InternalServerError
      view    | /api/list_snapshot?format=xml                  | 400 BadFormat
      view    | /api/document_deltas?format=xml                | 400 DocumentDeltasCursorRequired
      view    | /api/document_deltas?cursor=0&format=xml       | 400 BadFormat
      view    | /api/json_schemas?format=xml                   | 400 BadFormat
      view    | /api/json_schemas                              | 400 NoSchemaForExport
      """)
  void readsTheQueryBeforeTheKey(String who, String path, String error) {
    assertThat(client(stub, who).get(path).error()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      bad key | list_snapshot   | {                                | 401 BadAdminKey
      bad key | document_deltas | {'cursor':'1'}                   | 401 BadAdminKey
      no key  | list_snapshot   | {                                | 400 BadJsonBody
      no key  | document_deltas | {'cursor':'1'}                   | 400 BadJsonBody
      no key  | document_deltas | {}                               | 403 BadDeployKey
      import  | list_snapshot   | {'snapshot':1.0}                 | 400 BadJsonBody
      import  | list_snapshot   | {'cursor':'x'}                   | 403 OperationNotPermitted
      acting  | list_snapshot   | {'cursor':'x'}                   | 400 InvalidListSnapshotCursor
      acting  | document_deltas | {'cursor':0,'format':'xml'}      | 403 SystemIdentityRequired
      view    | document_deltas | {'format':'xml'}                 | 400 DocumentDeltasCursorRequired
      view    | list_snapshot   | {'snapshot':0,'format':'xml'}    | 400 SnapshotTooOld
      view    | list_snapshot   | {'format':'xml'}                 | 400 BadFormat
      """)
  void readsTheBodyAfterTheKey(String who, String endpoint, String body, String error) {
    Answer answer = client(stub, who).post("/api/" + endpoint, body.replace('\'', '"'));

    assertThat(answer.error()).isEqualTo(error);
  }

  @Test
  void looksAtThePlanBetweenTheArgumentsAndThePermission() {
    String noPlan = "403 StreamingExportNotEnabled";

    assertThat(client(small, "bad key").get("/api/list_snapshot?snapshot=x").error())
        .isEqualTo("400 BadQueryArgs");
    assertThat(client(small, "bad key").get("/api/list_snapshot").error())
        .isEqualTo("401 BadAdminKey");
    assertThat(client(small, "no key").post("/api/list_snapshot", "{").error())
        .isEqualTo("400 BadJsonBody");
    assertThat(client(small, "no key").get("/api/document_deltas").error()).isEqualTo(noPlan);
    assertThat(client(small, "import").get("/api/json_schemas?format=xml").error())
        .isEqualTo(noPlan);
    assertThat(client(small, "import").get("/api/get_table_column_names").error())
        .isEqualTo(noPlan);
    assertThat(client(small, "acting").post("/api/list_snapshot", "{\"cursor\":\"x\"}").error())
        .isEqualTo(noPlan);
    assertThat(client(small, "view").get("/api/list_snapshot?snapshot=" + TOO_NEW).error())
        .isEqualTo(noPlan);
  }

  private static ApiClient client(StubBackend stub, String who) {
    String user =
        Base64.getEncoder().encodeToString("{\"subject\":\"u\"}".getBytes(StandardCharsets.UTF_8));
    return ApiClient.of(stub)
        .withAuthorization(
            switch (who) {
              case "no key" -> "";
              case "bad key" -> "Convex a|wrong";
              case "import" -> "Convex a|import";
              case "view" -> "Convex a|view";
              case "acting" -> "Convex a|all:" + user;
              default -> throw new IllegalArgumentException(who);
            });
  }
}
