package dev.convexairbyte.stub.importing;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import org.junit.jupiter.api.Test;

class PrimaryKeyIndexesReadyTest {

  private static final String PATH = "/api/streaming_import/primary_key_indexes_ready";
  private static final String ADD = "/api/streaming_import/add_primary_key_indexes";
  private static final String READY = "{\"indexesReady\":true}";
  private static final String UNREADY = "{\"indexesReady\":false}";

  @Test
  void isReadyAtOnceByDefault() {
    try (StubBackend stub = StubBackend.start()) {
      ApiClient client = ApiClient.of(stub);
      addIndexes(client, "\"t\"");

      assertThat(client.get(PATH, "{\"tables\":[\"t\"]}").body()).isEqualTo(READY);
    }
  }

  @Test
  void isReadyAfterAsManyPollsAsWereSet() {
    try (StubBackend stub = start(2)) {
      ApiClient client = ApiClient.of(stub);
      addIndexes(client, "\"t\"");

      assertThat(client.get(PATH, "{\"tables\":[\"t\"]}").body()).isEqualTo(UNREADY);
      assertThat(client.get(PATH, "{\"tables\":[\"t\"]}").body()).isEqualTo(UNREADY);
      assertThat(client.get(PATH, "{\"tables\":[\"t\"]}").body()).isEqualTo(READY);
    }
  }

  @Test
  void startsAnewForAnIndexThatComesBack() {
    try (StubBackend stub = start(2)) {
      ApiClient client = ApiClient.of(stub);
      addIndexes(client, "\"t\"");
      client.get(PATH, "{\"tables\":[\"t\"]}");
      client.put(ADD, "{\"indexes\":{\"t\":[[\"other\"]]}}");
      addIndexes(client, "\"t\"");

      assertThat(client.get(PATH, "{\"tables\":[\"t\"]}").body()).isEqualTo(UNREADY);
      assertThat(client.get(PATH, "{\"tables\":[\"t\"]}").body()).isEqualTo(UNREADY);
      assertThat(client.get(PATH, "{\"tables\":[\"t\"]}").body()).isEqualTo(READY);
    }
  }

  @Test
  void isUnreadyWhileOneOfSeveralIs() {
    try (StubBackend stub = start(1)) {
      ApiClient client = ApiClient.of(stub);
      addIndexes(client, "\"a\"");
      client.get(PATH, "{\"tables\":[\"a\"]}");
      addIndexes(client, "\"b\"");

      assertThat(client.get(PATH, "{\"tables\":[\"a\",\"b\"]}").body()).isEqualTo(UNREADY);
      assertThat(client.get(PATH, "{\"tables\":[\"a\",\"b\"]}").body()).isEqualTo(READY);
    }
  }

  @Test
  void isReadyForNoTables() {
    try (StubBackend stub = StubBackend.start()) {
      assertThat(ApiClient.of(stub).get(PATH, "{\"tables\":[]}").body()).isEqualTo(READY);
    }
  }

  @Test
  void refusesTablesThatAreUnknownOrHaveNoIndex() {
    try (StubBackend stub = StubBackend.start()) {
      ApiClient client = ApiClient.of(stub);
      stub.insert("bare", document("{}"));

      Answer unknown = client.get(PATH, "{\"tables\":[\"my-table\"]}");
      assertThat(unknown.error()).isEqualTo("400 MissingIndex");
      assertThat(unknown.json().get("message").textValue())
          .contains("source_my_table._by_airbyte_primary_key");
      assertThat(client.get(PATH, "{\"tables\":[\"bare\"]}").error()).isEqualTo("400 MissingIndex");
    }
  }

  @Test
  void hasNoQueryForm() {
    try (StubBackend stub = StubBackend.start()) {
      assertThat(ApiClient.of(stub).get(PATH + "?tables=t").error()).isEqualTo("400 BadJsonBody");
    }
  }

  private static StubBackend start(int polls) {
    return StubBackend.start(StubSettings.builder().indexPollsUntilReady(polls).build());
  }

  private static void addIndexes(ApiClient client, String table) {
    client.put(ADD, "{\"indexes\":{" + table + ":[[\"id\"]]}}");
  }
}
