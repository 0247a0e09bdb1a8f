package dev.convexairbyte.stub.importing;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClearTablesTest {

  private static final String PATH = "/api/streaming_import/clear_tables";
  private static final String INDEXES = "/api/streaming_import/add_primary_key_indexes";
  private static final String IMPORT = "/api/streaming_import/import_airbyte_records";

  private final StubBackend stub =
      StubBackend.start(StubSettings.builder().indexPollsUntilReady(1).build());
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void emptiesTablesAndKeepsThem() {
    stub.insert("a", document("{}"), document("{}"));
    stub.insert("b", document("{}"));
    stub.insert("c", document("{}"));

    assertThat(clear("\"a\",\"b\"")).isEqualTo(new Answer(200, "", ""));

    assertThat(stub.tables()).containsExactly("a", "b", "c");
    assertThat(stub.documents("a")).isEmpty();
    assertThat(stub.documents("b")).isEmpty();
    assertThat(stub.documents("c")).hasSize(1);
  }

  @Test
  void makesATableThatIsMissing() {
    clear("\"my-table\"");

    assertThat(stub.tables()).containsExactly("source_my_table");
  }

  @Test
  void keepsTheTableNumberOfIds() {
    stub.insert("other", document("{}"));
    String before = stub.insert("t", document("{}")).get(0);

    clear("\"t\"");

    assertThat(stub.insert("t", document("{}")).get(0)).startsWith(before.substring(0, 3));
  }

  @Test
  void keepsAnIndexThatIsReady() {
    addIndex();
    poll();
    importRecord();

    clear("\"t\"");
    assertThat(stub.documents("t")).isEmpty();

    assertThat(importRecord().status()).isEqualTo(200);
    assertThat(importRecord().status()).isEqualTo(200);
    assertThat(stub.documents("t")).hasSize(1);
  }

  @Test
  void refusesATableWhoseIndexIsBeingFilledAndClearsNone() {
    stub.insert("a", document("{}"));
    addIndex();

    assertThat(clear("\"a\",\"t\"").error()).isEqualTo("400 InvalidImport");

    assertThat(stub.documents("a")).hasSize(1);
    poll();
    assertThat(clear("\"a\",\"t\"").status()).isEqualTo(200);
  }

  @Test
  void clearsATableThatIsNamedTwice() {
    stub.insert("t", document("{}"));

    assertThat(clear("\"t\",\"t\"").status()).isEqualTo(200);

    assertThat(stub.documents("t")).isEmpty();
    assertThat(stub.tables()).containsExactly("t");
  }

  @Test
  void leavesTablesOfComponentsAlone() {
    stub.transact(writes -> writes.insert("shop", "t", document("{}")));

    clear("\"t\"");

    assertThat(client.get("/api/list_snapshot?component=shop").json().get("values")).hasSize(1);
  }

  private Answer clear(String tables) {
    return client.put(PATH, "{\"tableNames\":[" + tables + "]}");
  }

  private void addIndex() {
    client.put(INDEXES, "{\"indexes\":{\"t\":[[\"id\"]]}}");
  }

  private void poll() {
    client.get("/api/streaming_import/primary_key_indexes_ready", "{\"tables\":[\"t\"]}");
  }

  private Answer importRecord() {
    return client.post(
        IMPORT,
        "{\"tables\":{\"t\":{\"primaryKey\":[[\"id\"]],\"jsonSchema\":{}}},"
            + "\"messages\":[{\"tableName\":\"t\",\"data\":{\"id\":1}}]}");
  }
}
