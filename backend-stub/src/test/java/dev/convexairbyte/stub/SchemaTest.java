package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.stub.registration.ConvexApp;
import dev.convexairbyte.stub.registration.RegistrationException;
import dev.convexairbyte.stub.schema.SchemaOracle;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a declared schema changes, whoever writes. */
class SchemaTest {

  private static final String IMPORT = "/api/streaming_import/import_airbyte_records";
  private static final String ROUTE = "/_stub/schema";
  private static final JsonNode TYPICAL = SchemaOracle.schema("typical");

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void makesTheDeclaredTables() {
    stub.setSchema(TYPICAL);

    assertThat(stub.tables()).containsExactly("anything", "either", "users");
  }

  @Test
  void isDeclaredBeforeTheDeploymentIsFilled() {
    StubSettings settings = StubSettings.builder().schema(TYPICAL).build();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> StubBackend.start(settings, filled -> filled.insert("users", document("{}"))));
  }

  @Test
  void refusesAnImportedRecordThatDoesNotMatch() {
    stub.setSchema(TYPICAL);

    Answer answer = append("users", "{'name':'Ada','age':'a secret'}");

    assertThat(answer.error()).isEqualTo("400 SchemaEnforcementError");
    assertThat(answer.json().get("message").textValue())
        .contains("users", ".age is a string that v.float64() does not take")
        .doesNotContain("secret", "Ada");
    assertThat(stub.documents("users")).isEmpty();
    assertThat(append("users", "{'name':'Ada','age':36}").status()).isEqualTo(200);
  }

  @Test
  void leavesTablesThatItDoesNotListAlone() {
    stub.setSchema(TYPICAL);

    assertThat(append("other", "{'a':1}").status()).isEqualTo(200);
    assertThat(append("anything", "{'a':1}").status()).isEqualTo(200);
  }

  @Test
  void refusesAReplacementThatDoesNotMatchButNoDeletion() {
    addKey("users", "name");
    upsert("{'name':'Ada'}");
    stub.setSchema(TYPICAL);

    assertThat(upsert("{'name':'Ada','more':1}").error()).isEqualTo("400 SchemaEnforcementError");
    assertThat(upsert("{'name':'Ada','more':1,'_ab_cdc_deleted_at':'now'}").status())
        .isEqualTo(200);
    assertThat(stub.documents("users")).isEmpty();
  }

  @Test
  void checksTheUpsertThatADeletionFollows() {
    addKey("users", "name");
    stub.setSchema(TYPICAL);
    String record = "{'name':'Ada','more':1}";
    String deletion = "{'name':'Ada','_ab_cdc_deleted_at':'now'}";

    Answer answer =
        client.post(
            IMPORT,
            body(
                "'primaryKey':[['name']]",
                message("users", record) + "," + message("users", deletion)));

    assertThat(answer.error()).isEqualTo("400 SchemaEnforcementError");
  }

  @Test
  void isCheckedAfterNestingAndBeforeSize() {
    stub.setSchema(TYPICAL);
    String nested = "[".repeat(16) + "]".repeat(16);
    String large = "x".repeat(1 << 20);

    assertThat(append("users", "{'a':" + nested + "}").error())
        .isEqualTo("400 InvalidDocumentError");
    assertThat(append("users", "{'a':'" + large + "'}").error())
        .isEqualTo("400 SchemaEnforcementError");
    assertThat(append("users", "{'name':'" + large + "'}").error())
        .isEqualTo("400 ValueTooLargeError");
  }

  @Test
  void holdsForTheStubsOwnWrites() {
    stub.setSchema(TYPICAL);
    String id = stub.insert("users", document("{'name':'Ada'}")).get(0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.insert("users", document("{'age':1}")))
        .withMessageContaining("lacks the required field name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.transact(writes -> writes.replace(id, document("{'age':1}"))));
    stub.transact(writes -> writes.delete(id));
    assertThat(stub.documents("users")).isEmpty();
  }

  @Test
  void isTheRootComponentsOnly() {
    stub.setSchema(TYPICAL);

    stub.transact(writes -> writes.insert("shop", "users", document("{'a':1}")));

    assertThat(stub.documents("users")).isEmpty();
  }

  @Test
  void followsIdsToTheirTables() {
    stub.setSchema(TYPICAL);
    String ada = stub.insert("users", document("{'name':'Ada'}")).get(0);
    String thing = stub.insert("anything", document("{}")).get(0);

    assertThat(append("users", "{'name':'Ben','friend':'" + ada + "'}").status()).isEqualTo(200);
    assertThat(append("users", "{'name':'Cyd','friend':'" + thing + "'}").error())
        .isEqualTo("400 SchemaEnforcementError");
  }

  @Test
  void isRefusedWhereADocumentThatIsThereDoesNotMatch() {
    stub.insert("users", document("{'name':1}"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.setSchema(TYPICAL))
        .withMessageContaining("users");

    assertThat(stub.tables()).containsExactly("users");
    assertThat(append("users", "{'a':1}").status()).isEqualTo(200);
  }

  @Test
  void isTakenUncheckedWhereItSaysSo() {
    stub.insert("users", document("{'name':1}"));

    stub.setSchema(SchemaOracle.schema("unchecked"));

    assertThat(append("users", "{'a':1}").status()).isEqualTo(200);
  }

  @Test
  void isGoneOnceRemoved() {
    stub.setSchema(TYPICAL);

    stub.removeSchema();

    assertThat(append("users", "{'a':1}").status()).isEqualTo(200);
    assertThat(stub.tables()).contains("either");
  }

  @Test
  void doesNotKeepTablesFromBeingCleared() {
    stub.setSchema(TYPICAL);
    stub.insert("users", document("{'name':'Ada'}"));

    assertThat(
            client
                .put("/api/streaming_import/clear_tables", "{\"tableNames\":[\"users\"]}")
                .status())
        .isEqualTo(200);
    assertThat(stub.documents("users")).isEmpty();
  }

  @Test
  void isPutGottenAndDeletedOverHttp() {
    assertThat(client.get(ROUTE).body()).isEqualTo("null");

    assertThat(client.put(ROUTE, TYPICAL.toString()).status()).isEqualTo(200);
    assertThat(client.get(ROUTE).json()).isEqualTo(TYPICAL);
    assertThat(append("users", "{}").error()).isEqualTo("400 SchemaEnforcementError");

    assertThat(client.send("DELETE", ROUTE, "X-Nothing", "").status()).isEqualTo(200);
    assertThat(client.get(ROUTE).body()).isEqualTo("null");
    assertThat(append("users", "{}").status()).isEqualTo(200);
  }

  @Test
  void isRefusedOverHttpWhereItIsNoneOrADocumentDoesNotMatch() {
    stub.insert("users", document("{}"));

    assertThat(client.put(ROUTE, "{\"tables\":1}").error()).isEqualTo("400 BadJsonBody");
    assertThat(client.put(ROUTE, TYPICAL.toString()).error())
        .isEqualTo("400 SchemaEnforcementError");
    assertThat(client.get(ROUTE).body()).isEqualTo("null");
  }

  @Test
  void isTheFullKeysToDeclare() {
    StubSettings settings =
        StubSettings.builder().readOnlyKey("reader|1").importOnlyKey("importer|1").build();
    try (StubBackend guarded = StubBackend.start(settings)) {
      ApiClient guest = ApiClient.of(guarded);

      assertThat(guest.withAuthorization("").get(ROUTE).error()).isEqualTo("403 BadDeployKey");
      assertThat(guest.withAuthorization("Convex reader|1").get(ROUTE).error())
          .isEqualTo("403 OperationNotPermitted");
      assertThat(guest.withAuthorization("Convex importer|1").get(ROUTE).error())
          .isEqualTo("403 OperationNotPermitted");
      assertThat(guest.get(ROUTE).status()).isEqualTo(200);
    }
  }

  private Answer append(String table, String record) {
    return client.post(
        IMPORT,
        ("{'tables':{'"
                + table
                + "':{'jsonSchema':{}}},'messages':["
                + message(table, record)
                + "]}")
            .replace('\'', '"'));
  }

  private Answer upsert(String record) {
    return client.post(IMPORT, body("'primaryKey':[['name']]", message("users", record)));
  }

  private static String body(String key, String messages) {
    return ("{'tables':{'users':{" + key + ",'jsonSchema':{}}},'messages':[" + messages + "]}")
        .replace('\'', '"');
  }

  private static String message(String table, String record) {
    return "{'tableName':'" + table + "','data':" + record + "}";
  }

  private void addKey(String table, String field) {
    client.put(
        "/api/streaming_import/add_primary_key_indexes",
        "{\"indexes\":{\"" + table + "\":[[\"" + field + "\"]]}}");
  }

  @Test
  void comesWithAnApplicationUnlessTheSettingsHaveAnother() {
    ConvexApp app = definition -> definition.schema("{\"tables\":[{\"tableName\":\"ofTheApp\"}]}");
    StubSettings.Builder settings = StubSettings.builder().app(app);

    try (StubBackend byApp = StubBackend.start(settings.build());
        StubBackend bySettings =
            StubBackend.start(
                settings.schema(document("{'tables':[{'tableName':'ofTheSettings'}]}")).build())) {
      assertThat(byApp.tables()).containsExactly("ofTheApp");
      assertThat(bySettings.tables()).containsExactly("ofTheSettings");
    }
    assertThatThrownBy(() -> Registry.of(List.of(app, app)))
        .isInstanceOf(RegistrationException.class)
        .hasMessageContaining("there is one already");
  }
}
