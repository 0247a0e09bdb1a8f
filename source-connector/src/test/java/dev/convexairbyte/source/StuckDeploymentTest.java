package dev.convexairbyte.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment that announces more for ever, which the stub never does. */
class StuckDeploymentTest {

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/api/get_table_column_names",
          "{\"byComponent\":{\"\":[{\"name\":\"users\",\"columns\":[\"_id\"]}]}}",
          "/api/list_snapshot",
          "{\"values\":[],\"snapshot\":7,\"cursor\":\"same\",\"hasMore\":true}",
          "/api/document_deltas",
          "{\"values\":[],\"cursor\":7,\"hasMore\":true}");

  static {
    // Read once in a JVM: without it every later request of the stub would wait 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ANSWERS.forEach(
        (path, answer) ->
            server.createContext(
                path,
                exchange -> {
                  exchange.getRequestBody().readAllBytes();
                  byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                  exchange.getResponseHeaders().set("Content-Type", "application/json");
                  exchange.sendResponseHeaders(200, body.length);
                  exchange.getResponseBody().write(body);
                  exchange.close();
                }));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void aSnapshotThatStandsStillIsAnErrorAndNotALoop() {
    assertStuck(new StreamPosition.Unread());
  }

  @Test
  void aLogThatStandsStillIsAnErrorAndNotALoop() {
    assertStuck(new StreamPosition.InLog(7));
  }

  private void assertStuck(StreamPosition position) {
    List<AirbyteStateMessage> saved =
        List.of(StateFormat.write(new StreamDescriptor("users", null), position, 0));
    SourceConnector connector = new SourceConnector("0.0.0", Retries.none(), Clock.systemUTC());

    assertThatThrownBy(
            () ->
                connector.read(
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("deployment_url", "http://127.0.0.1:" + server.getAddress().getPort())
                        .put("access_key", "a|0123456789abcdef"),
                    new ConfiguredAirbyteCatalog(List.of(SourceRun.incremental("users"))),
                    saved,
                    StdoutMessageWriter.to(new ByteArrayOutputStream())))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.SYSTEM_ERROR))
        .hasMessageContaining("without moving on");
  }
}
