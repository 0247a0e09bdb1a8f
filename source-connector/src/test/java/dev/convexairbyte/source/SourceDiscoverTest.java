package dev.convexairbyte.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.faults.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What check and discover answer, against a deployment in process. */
class SourceDiscoverTest {

  private StubBackend backend;
  private SourceRun source;

  @BeforeEach
  void startDeployment() {
    backend = StubBackend.start();
    source = new SourceRun(backend);
  }

  @AfterEach
  void stopDeployment() {
    backend.close();
  }

  @Test
  void everyTableIsAStreamThatCanBeReadInBothModes() {
    backend.insert(
        "users", document("{\"name\":\"Ada\",\"age\":36,\"tags\":[\"a\"],\"at\":{\"city\":null}}"));

    AirbyteStream users = streams().get(0);

    assertThat(users.name()).isEqualTo("users");
    assertThat(users.namespace()).isNull();
    assertThat(users.supportedSyncModes())
        .containsExactly(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL);
    assertThat(users.sourceDefinedCursor()).isTrue();
    assertThat(users.defaultCursorField()).containsExactly("_ts");
    assertThat(users.sourceDefinedPrimaryKey()).containsExactly(List.of("_id"));
    assertThat(users.isResumable()).isTrue();
    JsonNode properties = users.jsonSchema().path("properties");
    assertThat(properties.path("name").path("type").toString()).isEqualTo("[\"null\",\"string\"]");
    assertThat(properties.path("age").path("type").toString()).isEqualTo("[\"null\",\"number\"]");
    assertThat(properties.path("tags").path("items").path("type").toString())
        .isEqualTo("[\"null\",\"string\"]");
    assertThat(properties.path("at").path("properties").has("city")).isTrue();
  }

  @Test
  void streamsAreSortedAndTheComponentIsTheNamespace() {
    backend.insert("users", document("{}"));
    backend.insert("albums", document("{}"));
    backend.transact(writes -> writes.insert("auth", "users", document("{}")));

    assertThat(streams())
        .extracting(stream -> stream.descriptor().toString())
        .containsExactly("albums", "users", "auth.users");
  }

  @Test
  void oneOddTableCostsTheTypesButNoStream() {
    backend.insert("penguins", document("{\"Beak Length (mm)\":39.1}"));
    backend.insert("users", document("{\"name\":\"Ada\"}"));

    List<AirbyteStream> streams = streams();

    assertThat(streams).extracting(AirbyteStream::name).containsExactly("penguins", "users");
    assertThat(streams.get(1).jsonSchema().path("properties").path("name").toString())
        .isEqualTo("{}");
    assertThat(streams.get(0).jsonSchema().path("properties").has("_id")).isTrue();
  }

  @Test
  void theTypesAreThoseOfTheRecordsAndKeepTheirMeaning() {
    String ada = backend.insert("users", document("{}")).get(0);
    backend.insert(
        "everything",
        document(
            """
            {"int64":{"$integer":"BQAAAAAAAAA="},"bytes":{"$bytes":"ABCD"},"owner":"%s",
             "float64":{"$float":"AAAAAAAA+H8="},"ids":["%s"]}"""
                .formatted(ada, ada)));

    JsonNode properties = streams().get(0).jsonSchema().path("properties");

    assertThat(properties.path("int64").toString())
        .isEqualTo(
            "{\"type\":[\"null\",\"string\"],\"description\":\"int64 represented as base10 string\"}");
    assertThat(properties.path("bytes").toString())
        .isEqualTo(
            "{\"type\":[\"null\",\"string\"],\"description\":\"base64 bytes\",\"contentEncoding\":\"base64\"}");
    assertThat(properties.path("float64").toString())
        .isEqualTo("{\"type\":[\"null\",\"number\",\"string\"],\"description\":\"float64\"}");
    assertThat(properties.path("owner").toString())
        .isEqualTo("{\"type\":[\"null\",\"string\"],\"description\":\"Id(users)\"}");
    assertThat(properties.path("ids").path("items").path("description").asText())
        .isEqualTo("Id(users)");
    assertThat(properties.path("_id").path("description").asText()).isEqualTo("Id(everything)");
  }

  @Test
  void anExcludedTableIsNoStreamAndAnExcludedFieldNoProperty() {
    backend.insert("users", document("{\"name\":\"Ada\",\"password_hash\":\"x\"}"));
    backend.insert("audit_log", document("{}"));
    backend.transact(
        writes -> writes.insert("auth", "users", document("{\"password_hash\":\"x\"}")));
    ObjectNode config = source.config();
    config.putArray("exclude").add("audit_*").add("*.password*").add("*/*.password*");

    List<AirbyteStream> streams = source.connector().discover(config).streams();

    assertThat(streams)
        .extracting(stream -> stream.descriptor().toString())
        .containsExactly("users", "auth.users");
    for (AirbyteStream stream : streams) {
      assertThat(stream.jsonSchema().path("properties").has("password_hash")).isFalse();
      assertThat(stream.jsonSchema().path("properties").has("_id")).isTrue();
    }
    assertThat(streams.get(0).jsonSchema().path("properties").has("name")).isTrue();
  }

  @Test
  void whereTypesAreMissingExcludedFieldsAreNoPropertiesEither() {
    backend.insert("penguins", document("{\"Beak Length (mm)\":39.1,\"name\":\"Pingu\"}"));
    ObjectNode config = source.config();
    config.putArray("exclude").add("penguins.Beak*");

    JsonNode schema = source.connector().discover(config).streams().get(0).jsonSchema();

    assertThat(schema.path("properties").has("Beak Length (mm)")).isFalse();
    assertThat(schema.path("properties").has("_id")).isTrue();
  }

  @Test
  void theNumberOfRequestsDoesNotGrowWithTheTables() {
    backend.transact(
        writes -> {
          for (int table = 0; table < 5_000; table++) {
            writes.createTable(table % 2 == 0 ? "" : "component", "table" + table);
          }
        });

    assertThat(streams()).hasSize(5_000);
    assertThat(backend.requests()).hasSize(1);
  }

  @Test
  void anEmptyDeploymentHasNoStreams() {
    assertThat(streams()).isEmpty();
  }

  @Test
  void checkSucceedsWhereReadingWould() {
    assertThat(source.connector().check(source.config()).status())
        .isEqualTo(AirbyteConnectionStatus.Status.SUCCEEDED);
  }

  @Test
  void checkTellsAPlanWithoutStreamingExport() {
    backend.faults().next(Fault.STREAMING_EXPORT_NOT_ENABLED, "/api/list_snapshot");

    assertThatThrownBy(() -> source.connector().check(source.config()))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageContaining("plan");
  }

  @Test
  void checkTriesOnce() {
    backend.faults().times(Fault.SERVICE_UNAVAILABLE, "/api/list_snapshot", 2);

    assertThatThrownBy(() -> source.connector().check(source.config()))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR));
    assertThat(backend.requests()).hasSize(1);
  }

  private List<AirbyteStream> streams() {
    return source.connector().discover(source.config()).streams();
  }

  private static ObjectNode document(String json) {
    try {
      return (ObjectNode) SourceRun.JSON.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
