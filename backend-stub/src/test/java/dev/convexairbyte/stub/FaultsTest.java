package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.ApiClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  private static final String SNAPSHOT = "/api/list_snapshot";
  private static final String CLEAR = "/api/streaming_import/clear_tables";

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub).withoutContract();

  @AfterEach
  void stop() {
    stub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE_UNAVAILABLE,503,CommitterFullError",
    "TOO_MANY_REQUESTS,429,TooManyConcurrentRequests",
    "INTERNAL_SERVER_ERROR,500,InternalServerError",
    "STREAMING_EXPORT_NOT_ENABLED,403,StreamingExportNotEnabled"
  })
  void answersWithTheErrorInsteadOfCarryingOutTheRequest(Fault fault, int status, String code) {
    stub.insert("t", document("{}"));
    stub.faults().next(fault, CLEAR);

    Answer answer = client.put(CLEAR, "{\"tableNames\":[\"t\"]}");

    assertThat(answer.error()).isEqualTo(status + " " + code);
    assertThat(stub.documents("t")).hasSize(1);
  }

  @Test
  void answersARequestTimeoutWithAnEmptyBody() {
    stub.faults().next(Fault.REQUEST_TIMEOUT, SNAPSHOT);

    assertThat(client.post(SNAPSHOT, "{}")).isEqualTo(new Answer(408, "", ""));
  }

  @Test
  void carriesOutTheRequestWhoseResponseIsLost() {
    stub.insert("t", document("{}"));
    stub.faults().next(Fault.DISCONNECT_BEFORE_RESPONSE, CLEAR);

    assertThatThrownBy(() -> client.put(CLEAR, "{\"tableNames\":[\"t\"]}"))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(stub.documents("t")).isEmpty();
    assertThat(stub.requests()).extracting(RecordedRequest::status).containsExactly(0);
  }

  @Test
  void cutsTheBodyInHalfAndClosesTheConnection() throws IOException {
    String whole = client.get("/api/json_schemas?byComponent=true").body();
    stub.faults().next(Fault.DISCONNECT_DURING_BODY, "/api/json_schemas");

    String response = raw("/api/json_schemas?byComponent=true");

    assertThat(response).startsWith("HTTP/1.1 200 OK\r\n");
    assertThat(response).containsIgnoringCase("content-length: " + whole.length() + "\r\n");
    assertThat(response).endsWith("\r\n\r\n" + whole.substring(0, whole.length() / 2));
  }

  @Test
  void failsSoManyRequestsAndThenNoMore() {
    stub.faults().times(Fault.SERVICE_UNAVAILABLE, SNAPSHOT, 2);

    assertThat(client.get(SNAPSHOT).status()).isEqualTo(503);
    assertThat(client.post(SNAPSHOT, "{}").status()).isEqualTo(503);
    assertThat(client.get(SNAPSHOT).status()).isEqualTo(200);
  }

  @Test
  void playsTheFaultsOfAPathInTheirOrderAndLeavesOtherPathsAlone() {
    stub.faults().next(Fault.TOO_MANY_REQUESTS, SNAPSHOT);
    stub.faults().next(Fault.INTERNAL_SERVER_ERROR, SNAPSHOT);

    assertThat(client.get("/api/json_schemas").status()).isEqualTo(200);
    assertThat(client.get(SNAPSHOT + "?tableName=t").status()).isEqualTo(429);
    assertThat(client.get(SNAPSHOT).status()).isEqualTo(500);
  }

  @Test
  void goesOnServingAfterADisconnect() {
    stub.faults().next(Fault.DISCONNECT_BEFORE_RESPONSE, SNAPSHOT);
    assertThatThrownBy(() -> client.post(SNAPSHOT, "{}")).isInstanceOf(UncheckedIOException.class);

    assertThat(client.post(SNAPSHOT, "{}").status()).isEqualTo(200);
  }

  /** Everything that comes until the server closes the connection. */
  private String raw(String path) throws IOException {
    try (Socket socket = new Socket(stub.url().getHost(), stub.url().getPort())) {
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Convex "
              + stub.adminKey()
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
