package dev.convexairbyte.stub.export;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GetTableColumnNamesTest {

  private static final String PATH = "/api/get_table_column_names";

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void listsTheFieldsOfAllDocumentsSorted() {
    stub.insert("users", document("{'b':1,'Z':1}"), document("{'a':1}"));

    assertThat(client.get(PATH).body())
        .isEqualTo(
            "{\"byComponent\":{\"\":[{\"name\":\"users\",\"columns\":"
                + "[\"Z\",\"_creationTime\",\"_id\",\"a\",\"b\"]}]}}");
  }

  @Test
  void listsTheSystemFieldsOfATableThatIsEmptyOrHasNoCommonShape() {
    stub.transact(writes -> writes.createTable("", "empty"));
    assertThat(client.get(PATH).body())
        .contains("{\"name\":\"empty\",\"columns\":[\"_creationTime\",\"_id\"]}");

    stub.insert("odd", document("{'odd name':1}"));
    assertThat(client.get(PATH).body())
        .contains("{\"name\":\"odd\",\"columns\":[\"_creationTime\",\"_id\"]}");
  }

  @Test
  void sortsComponentsAndLeavesOutThoseWithoutTables() {
    stub.transact(
        writes -> {
          writes.createTable("b", "t");
          writes.createTable("a", "t");
        });

    assertThat(client.get(PATH).json().get("byComponent").fieldNames())
        .toIterable()
        .containsExactly("a", "b");
  }

  @Test
  void knowsNoTableAtFirst() {
    assertThat(client.get(PATH).body()).isEqualTo("{\"byComponent\":{}}");
  }
}
