package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.client.ConvexException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers that are not good ones. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndpointCallerTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(
      resources = "errors.csv",
      delimiter = '|',
      quoteCharacter = '\u0001',
      numLinesToSkip = 1)
  void everyErrorHasItsKindItsCodeAndItsWords(
      int status, @Nullable String body, Kind kind, @Nullable String code, String words)
      throws IOException {
    String sent = body == null ? "" : body;
    try (RecordingServer server =
            new RecordingServer(
                status == 204 || status == 304
                    ? Replies.bytes("HTTP/1.1 " + status + " Reason\r\n\r\n", new byte[0])
                    : Replies.status(status, sent));
        ConvexClient client = server.client()) {
      ConvexException failure = ConvexFailures.failureOf(client::jsonSchemas);

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.status()).isEqualTo(status);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure)
          .hasMessageStartingWith("Tried to list the tables and their schemas but failed because")
          .hasMessageContaining(words)
          .hasMessageContaining(
              code == null ? "(" + status + ")" : "(" + status + " " + code + ")");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void everyCodeOfTheCatalogueStandsInTheTable() throws IOException {
    try (InputStream table = EndpointCallerTest.class.getResourceAsStream("errors.csv")) {
      List<String> codes =
          new Scanner(table, UTF_8)
              .useDelimiter("\n")
              .tokens()
              .map(line -> line.split("\\|", -1)[3])
              .toList();

      assertThat(codes)
          .containsAll(Arrays.stream(ConvexErrorCode.values()).map(ConvexErrorCode::code).toList());
    }
  }

  @Test
  void aMissingPermissionIsNamedAsTheEndpointNeedsIt() throws IOException {
    try (RecordingServer server =
            new RecordingServer(
                Replies.status(403, "{\"code\":\"OperationNotPermitted\",\"message\":\"m\"}"));
        ConvexClient client = server.client()) {
      RowHandler rows = (bytes, start, end) -> {};
      List<ConvexException> exports =
          List.of(
              ConvexFailures.failureOf(client::jsonSchemas),
              ConvexFailures.failureOf(client::tableColumnNames),
              ConvexFailures.failureOf(
                  () ->
                      client.listSnapshot(new SnapshotRequest(null, null, Selection.none()), rows)),
              ConvexFailures.failureOf(() -> client.documentDeltas(1, Selection.none(), rows)));
      List<ConvexException> imports =
          List.of(
              ConvexFailures.failureOf(() -> client.addPrimaryKeyIndexes(Map.of())),
              ConvexFailures.failureOf(() -> client.primaryKeyIndexesReady(List.of())),
              ConvexFailures.failureOf(() -> client.clearTables(List.of("users"))),
              ConvexFailures.failureOf(
                  () -> client.importAirbyteRecords(new ImportBatch("users", null))));

      assertThat(exports)
          .allSatisfy(e -> assertThat(e).hasMessageContaining("deployment:data:view"));
      assertThat(imports)
          .allSatisfy(e -> assertThat(e).hasMessageContaining("deployment:backups:import"));
    }
  }

  @Test
  void anUnnamedErrorSaysWhatItMayBeAtEachEndpoint() throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.status(500, ""));
        ConvexClient client = server.client()) {
      ImportBatch keyed = new ImportBatch("users", List.of(List.of("id")));

      assertThat(ConvexFailures.failureOf(client::jsonSchemas))
          .hasMessageContaining("state that has expired")
          .hasMessageNotContaining("records");
      assertThat(
              ConvexFailures.failureOf(
                  () -> client.importAirbyteRecords(new ImportBatch("users", null))))
          .hasMessageContaining("names or records that Convex does not allow")
          .hasMessageNotContaining("state")
          .hasMessageNotContaining("one key");
      assertThat(ConvexFailures.failureOf(() -> client.importAirbyteRecords(keyed)))
          .hasMessageContaining("two rows with one key")
          .hasMessageEndingWith("clear or refresh the stream then.");
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvFileSource(
      resources = "doubts.csv",
      delimiter = '|',
      quoteCharacter = '\u0001',
      numLinesToSkip = 1)
  void knowsAfterWhichAnswersARequestMayHaveBeenCarriedOut(
      int status, @Nullable String body, boolean isInDoubt) throws IOException {
    try (RecordingServer server =
            new RecordingServer(Replies.status(status, body == null ? "" : body));
        ConvexClient client = server.client()) {
      assertThat(ConvexFailures.failureOf(client::jsonSchemas).isInDoubt()).isEqualTo(isInDoubt);
    }
  }

  @Test
  void neverFollowsARedirect() throws IOException {
    try (RecordingServer elsewhere = new RecordingServer(Replies.json("null"));
        RecordingServer server =
            new RecordingServer(
                Replies.status(
                    307, "", "Location: http://127.0.0.1:" + elsewhere.port() + "/elsewhere"));
        ConvexClient client = server.client()) {
      ConvexFailures.failureOf(client::tableColumnNames);

      assertThat(server.requests()).hasSize(1);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void neverFollowsARedirectOnTheSameHostEither() throws IOException {
    try (RecordingServer server =
            new RecordingServer(
                Replies.status(302, "", "Location: /elsewhere"), Replies.json("null"));
        ConvexClient client = server.client()) {
      ConvexFailures.failureOf(client::tableColumnNames);

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void neverAnswersAChallenge() throws IOException {
    try (RecordingServer server =
            new RecordingServer(Replies.status(401, "", "WWW-Authenticate: Basic realm=\"x\""));
        ConvexClient client = server.client()) {
      assertThat(ConvexFailures.failureOf(client::tableColumnNames).kind()).isEqualTo(Kind.REFUSED);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aWaitThatTheServerAsksForIsHandedOnAndNotTakenHere(int status) throws IOException {
    try (RecordingServer server =
            new RecordingServer(Replies.status(status, "", "Retry-After: 7"));
        ConvexClient client = server.client()) {
      ConvexException failure =
          ConvexFailures.failureOf(
              () -> client.importAirbyteRecords(new ImportBatch("users", null)));

      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void setsNoCookie() throws IOException {
    try (RecordingServer server =
            new RecordingServer(
                Replies.status(200, "null", "Set-Cookie: a=b"), Replies.json("null"));
        ConvexClient client = server.client()) {
      client.clearTables(List.of("users"));
      client.clearTables(List.of("users"));

      assertThat(server.requests().get(1).headers()).doesNotContainKey("cookie");
    }
  }

  @Test
  void readsOnlyTheBeginningOfAnErrorBody() throws IOException {
    byte[] padding = " ".repeat(1024).getBytes(UTF_8);
    try (RecordingServer server =
            new RecordingServer(
                socket -> {
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 503 Reason\r\n\r\n{\"code\":\"Late\"".getBytes(UTF_8));
                  while (true) {
                    socket.getOutputStream().write(padding);
                  }
                });
        ConvexClient client = server.client()) {
      ConvexException failure = ConvexFailures.failureOf(client::jsonSchemas);

      assertThat(failure.status()).isEqualTo(503);
      assertThat(failure.code()).isEqualTo("Late");
    }
  }

  @Test
  void anErrorWhoseBodyBreaksOffKeepsItsStatus() throws IOException {
    try (RecordingServer server =
            new RecordingServer(
                socket -> {
                  Replies.bytes(Replies.head(403, 100), "{\"code\":\"Bad".getBytes(UTF_8))
                      .send(socket);
                  socket.close();
                });
        ConvexClient client = server.client()) {
      ConvexException failure = ConvexFailures.failureOf(client::jsonSchemas);

      assertThat(failure.status()).isEqualTo(403);
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.code()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><title>PRIVATE</title>",
        "Log in first, PRIVATE",
        "\u0000\u0001",
        ","
      })
  void aGoodStatusWithSomethingOtherThanJsonIsAWrongUrl(String page) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json(page));
        ConvexClient client = server.client()) {
      List<ConvexException> failures =
          List.of(
              ConvexFailures.failureOf(client::jsonSchemas),
              ConvexFailures.failureOf(client::tableColumnNames),
              ConvexFailures.failureOf(() -> client.clearTables(List.of("users"))),
              ConvexFailures.failureOf(
                  () -> client.importAirbyteRecords(new ImportBatch("users", null))));

      assertThat(failures)
          .allSatisfy(
              failure -> {
                assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
                assertThat(failure.status()).isEqualTo(200);
                assertThat(failure).hasMessageContaining("deployment_url");
              });
    }
  }

  @Test
  void hearsARefusalWhileStillSending() throws IOException {
    ImportBatch batch = new ImportBatch("users", null);
    byte[] record = ("{\"text\":\"" + "x".repeat(1_000_000) + "\"}").getBytes(UTF_8);
    for (int i = 0; i < 16; i++) {
      batch.add(record, 0, record.length);
    }
    AtomicLong received = new AtomicLong();
    // The answer is with the client before the first byte of the body is read, and all of the body
    // does not fit between the two.
    ServerSocket listener = RecordingServer.plainListener();
    listener.setReceiveBufferSize(64 * 1024);
    try (RecordingServer server =
            new RecordingServer(
                listener,
                false,
                socket -> {
                  Replies.status(401, "{\"code\":\"BadAdminKey\",\"message\":\"m\"}").send(socket);
                  byte[] piece = new byte[64 * 1024];
                  for (int n = 0; n >= 0; n = socket.getInputStream().read(piece)) {
                    received.addAndGet(n);
                  }
                });
        ConvexClient client = server.client()) {
      ConvexException failure = ConvexFailures.failureOf(() -> client.importAirbyteRecords(batch));

      assertThat(failure.code()).isEqualTo("BadAdminKey");
      assertThat(received).hasValueLessThan(batch.bytes() - 1_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5ecret\nX-Other: y", "5ecret\rx", "5ecret\u0000", "5ecretä", "5ecret\u007f"})
  void aKeyThatNoHeaderMayHoldIsNotSent(String key) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json("null"));
        ConvexClient client =
            new ConvexClient(
                Deployment.of(server.deployment().url().toString(), key), "airbyte-export-1.0.0")) {
      ConvexException failure = ConvexFailures.failureOf(client::tableColumnNames);

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.status()).isZero();
      assertThat(failure).hasMessageContaining("access_key");
      assertThat(server.connections()).isZero();
    }
  }
}
