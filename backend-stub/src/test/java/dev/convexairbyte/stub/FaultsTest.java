package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    "OUT_OF_RETENTION,503,InternalServerError",
    "STALE_INDEX,400,IndexBackfillingError",
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

  @ParameterizedTest
  @EnumSource(names = {"RESET_BEFORE_RESPONSE", "DISCONNECT_BEFORE_RESPONSE"})
  void carriesOutTheRequestButDoesNotAnswer(Fault fault) throws IOException {
    stub.insert("t", document("{}"));
    stub.faults().next(fault, CLEAR);

    try (RawClient raw = new RawClient(stub.url())) {
      raw.write(request("PUT " + CLEAR, "{\"tableNames\":[\"t\"]}"));
      if (fault == Fault.RESET_BEFORE_RESPONSE) {
        assertThatThrownBy(raw::rest).isInstanceOf(SocketException.class);
      } else {
        assertThat(raw.rest()).isEmpty();
      }
    }

    assertThat(stub.documents("t")).isEmpty();
  }

  @Test
  void doesNotCarryOutALostRequestWhereToldNotTo() throws IOException {
    stub.insert("t", document("{}"));
    stub.faults().add(FaultRule.of(Fault.RESET_BEFORE_RESPONSE, CLEAR).carryingOut(false));

    assertThatThrownBy(() -> client.put(CLEAR, "{\"tableNames\":[\"t\"]}"))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(stub.documents("t")).hasSize(1);
  }

  @Test
  void carriesOutARequestThatTimesOutWhereToldTo() {
    stub.insert("t", document("{}"));
    stub.faults().add(FaultRule.of(Fault.REQUEST_TIMEOUT, CLEAR).carryingOut(true));

    assertThat(client.put(CLEAR, "{\"tableNames\":[\"t\"]}")).isEqualTo(new Answer(408, "", ""));

    assertThat(stub.documents("t")).isEmpty();
  }

  @Test
  void resetsTheConnectionDuringTheBody() throws IOException {
    stub.insert("t", document("{'text':'" + "x".repeat(300_000) + "'}"));
    stub.faults().next(Fault.RESET_DURING_BODY, SNAPSHOT);

    try (RawClient raw = new RawClient(stub.url())) {
      raw.write(request("GET " + SNAPSHOT, ""));

      assertThatThrownBy(raw::rest).isInstanceOf(SocketException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300_000})
  void endsATruncatedBodyAsIfItWereWhole(int size) {
    stub.insert("t", document("{'text':'" + "x".repeat(size) + "'}"));
    String whole = client.get(SNAPSHOT).body();
    stub.faults().next(Fault.TRUNCATED_BODY, SNAPSHOT);

    Answer answer = client.get(SNAPSHOT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(whole.substring(0, whole.length() / 2));
  }

  @Test
  void sendsAllOfASlowBody() {
    stub.insert("t", document("{'text':'" + "x".repeat(300_000) + "'}"));
    String whole = client.get(SNAPSHOT).body();
    stub.faults().add(FaultRule.of(Fault.SLOW_BODY, SNAPSHOT).lasting(Duration.ofMillis(20)));

    assertThat(client.get(SNAPSHOT)).isEqualTo(new Answer(200, "application/json", whole));
  }

  @Test
  void saysWhenToTryAgainWhereAskedTo() throws IOException {
    stub.faults().next(Fault.TOO_MANY_REQUESTS_RETRY_AFTER, SNAPSHOT);
    stub.faults().add(FaultRule.of(Fault.SERVICE_UNAVAILABLE, SNAPSHOT).retryAfter(7));
    stub.faults().next(Fault.TOO_MANY_REQUESTS, SNAPSHOT);

    try (RawClient raw = new RawClient(stub.url())) {
      raw.write(request("HEAD " + SNAPSHOT, "").repeat(3));

      assertThat(raw.head()).startsWith("HTTP/1.1 429").contains("Retry-After: 1\r\n");
      assertThat(raw.head()).startsWith("HTTP/1.1 503").contains("Retry-After: 7\r\n");
      assertThat(raw.head()).startsWith("HTTP/1.1 429").doesNotContain("Retry-After");
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersWithEveryErrorOfTheCatalogue(BackendError error) {
    stub.faults().add(FaultRule.error(error, SNAPSHOT));

    Answer answer = client.get(SNAPSHOT);

    assertThat(answer.error()).isEqualTo(error.status() + " " + error.code());
    assertThat(answer.json().get("message").textValue()).isNotEmpty();
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

  @Test
  void answersWithTheHeadersThatABrowserNeeds() throws IOException {
    stub.faults().next(Fault.SERVICE_UNAVAILABLE, SNAPSHOT);
    stub.faults().next(Fault.REQUEST_TIMEOUT, SNAPSHOT);

    try (RawClient raw = new RawClient(stub.url())) {
      for (String status : List.of("503", "408")) {
        raw.write("HEAD " + SNAPSHOT + " HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\n\r\n");

        assertThat(raw.head())
            .startsWith("HTTP/1.1 " + status)
            .contains("Access-Control-Allow-Origin: http://b\r\n");
      }
    }
  }

  @Test
  void sparesPreflightsAndHealthChecksUnlessTheirPathIsNamed() {
    stub.faults().next(Fault.SERVICE_UNAVAILABLE, "*");
    stub.faults().next(Fault.TOO_MANY_REQUESTS, "/version");

    assertThat(client.send("OPTIONS", SNAPSHOT, "Origin", "http://b").status()).isEqualTo(200);
    assertThat(client.get("/instance_name").status()).isEqualTo(200);
    assertThat(client.get("/version").status()).isEqualTo(429);
    assertThat(client.get(SNAPSHOT).status()).isEqualTo(503);

    stub.faults().next(Fault.SERVICE_UNAVAILABLE, SNAPSHOT);
    assertThat(client.send("OPTIONS", SNAPSHOT, "Origin", "http://b").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"TRUNCATED_BODY", "DISCONNECT_DURING_BODY", "RESET_DURING_BODY", "SLOW_BODY"})
  void waitsForAResponseWithABodyToBreak(Fault fault) throws IOException {
    stub.insert("t", document("{}"));
    stub.faults().next(fault, CLEAR);

    Answer answer = client.put(CLEAR, "{\"tableNames\":[\"t\"]}");

    assertThat(answer).isEqualTo(new Answer(200, "", ""));
    assertThat(stub.documents("t")).isEmpty();
    assertThat(stub.faults().rules()).containsExactly(FaultRule.of(fault, CLEAR));
    stub.faults().clear();
    stub.faults().next(fault, SNAPSHOT);
    try (RawClient raw = new RawClient(stub.url())) {
      raw.write(request("HEAD " + SNAPSHOT, ""));
      assertThat(raw.head()).startsWith("HTTP/1.1 200");
    }
    assertThat(stub.faults().rules()).hasSize(1);
    try (RawClient raw = new RawClient(stub.url())) {
      raw.write(request("GET " + SNAPSHOT, ""));
      assertThat(raw.head()).startsWith("HTTP/1.1 200");
    } catch (SocketException e) {
      assertThat(fault).isEqualTo(Fault.RESET_DURING_BODY);
    }
    assertThat(stub.faults().rules()).isEmpty();
  }

  private String raw(String path) throws IOException {
    try (RawClient raw = new RawClient(stub.url())) {
      raw.write(request("GET " + path, ""));
      return raw.rest();
    }
  }

  private String request(String methodAndPath, String body) {
    return "%s HTTP/1.1\r\nHost: a\r\nAuthorization: Convex %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(methodAndPath, stub.adminKey(), body.length(), body);
  }
}
