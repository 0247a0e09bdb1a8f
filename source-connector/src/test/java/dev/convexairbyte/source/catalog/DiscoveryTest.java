package dev.convexairbyte.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.Deployment;
import dev.convexairbyte.client.Retries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that the stub, which is a backend of today, does not give. */
class DiscoveryTest {

  private static final String SCHEMAS = "/api/json_schemas";
  private static final String COLUMNS = "/api/get_table_column_names";
  private static final String USERS =
      """
      {"type":"object","properties":{"_id":{"type":"string"},"email":{"type":"string"}},
       "additionalProperties":false,"$schema":"http://json-schema.org/draft-07/schema#"}""";

  static {
    // Read once in a JVM: without it every later request would wait 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Map<String, String> answers = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String answer = answers.get(exchange.getRequestURI().getPath());
          byte[] body = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(
              answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void aBackendThatMixesTheComponentsGivesTheirColumnsWithoutTypes() {
    answers.put(SCHEMAS, "{\"users\":" + USERS + "}");
    answers.put(
        COLUMNS,
        """
        {"byComponent":{"":[{"name":"users","columns":["_id","name"]}],
         "auth":[{"name":"users","columns":["_id","email"]}]}}""");

    List<AirbyteStream> streams = discover();

    assertThat(streams)
        .extracting(stream -> stream.descriptor().toString())
        .containsExactly("users", "auth.users");
    assertThat(property(streams.get(0), "name")).isEqualTo("{}");
    assertThat(streams.get(0).jsonSchema().path("properties").has("email")).isFalse();
    assertThat(property(streams.get(1), "email")).isEqualTo("{}");
  }

  @Test
  void aBackendThatMixesTheComponentsAndListsNoColumnsStillGivesItsTables() {
    answers.put(SCHEMAS, "{\"users\":" + USERS + ",\"posts\":" + USERS + "}");

    List<AirbyteStream> streams = discover();

    assertThat(streams)
        .extracting(stream -> stream.descriptor().toString())
        .containsExactly("posts", "users");
    assertThat(property(streams.get(1), "email")).isEqualTo("{}");
    assertThat(property(streams.get(1), "_id")).isEqualTo("{\"type\":\"string\"}");
  }

  @Test
  void aBackendThatListsColumnsInAnotherFormStillGivesItsTables() {
    answers.put(SCHEMAS, "{\"users\":" + USERS + "}");
    answers.put(COLUMNS, "{\"users\":[\"_id\"]}");

    assertThat(discover()).extracting(AirbyteStream::name).containsExactly("users");
  }

  @Test
  void aTableThatIsNotDescribedAsAnObjectIsLeftOpenBesideTheOthers() {
    answers.put(SCHEMAS, "{\"\":{\"odd\":false,\"users\":" + USERS + "}}");

    List<AirbyteStream> streams = discover();

    assertThat(streams).extracting(AirbyteStream::name).containsExactly("odd", "users");
    assertThat(property(streams.get(0), "_id")).isEqualTo("{\"type\":\"string\"}");
    assertThat(property(streams.get(1), "email")).isEqualTo("{\"type\":[\"null\",\"string\"]}");
  }

  @Test
  void aTableNamedLikeAKeywordIsATable() {
    answers.put(
        SCHEMAS, "{\"\":{\"type\":" + USERS + ",\"properties\":" + USERS + "},\"auth\":{}}");

    assertThat(discover()).extracting(AirbyteStream::name).containsExactly("properties", "type");
  }

  @Test
  void anAddressWithoutTheseEndpointsIsAnErrorAndNoEmptyCatalog() {
    assertThatThrownBy(this::discover).isInstanceOf(ConvexException.class);
  }

  private List<AirbyteStream> discover() {
    try (ConvexClient client =
        new ConvexClient(
            Deployment.of(
                "http://127.0.0.1:" + server.getAddress().getPort(), "a|0123456789abcdef"),
            "airbyte-export-0.0.0")) {
      return new Discovery(client, Retries.none(), Exclusions.none()).discover().streams();
    }
  }

  private static String property(AirbyteStream stream, String name) {
    JsonNode property = stream.jsonSchema().path("properties").path(name);
    return property.toString();
  }
}
