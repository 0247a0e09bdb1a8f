package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.client.ConvexException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows while they arrive, and what becomes of an answer that does not arrive whole. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageStreamingTest {

  private static final SnapshotRequest REQUEST =
      new SnapshotRequest(null, null, Selection.of(List.of(new TablePath("", "users"))));
  private static final String PAGE =
      "{\"values\":[{\"_id\":\"a\",\"o\":{\"p\":[1,{}]}},{\"_id\":\"b\",\"t\":\"é\"},{\"_id\":\"c\"}],"
          + "\"snapshot\":42,\"cursor\":\"next\",\"hasMore\":true}";
  private static final SnapshotPage READ = new SnapshotPage(42, "next", true);

  private static final ObjectMapper ROWS =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final List<String> ids = new ArrayList<>();

  /** Remembers the id of a row, and that it was whole. */
  private void collect(byte[] bytes, int start, int end) {
    try {
      ids.add(ROWS.readTree(bytes, start, end - start).path("_id").asText());
    } catch (IOException e) {
      throw new UncheckedIOException("Not one JSON value", e);
    }
  }

  @Test
  void handsOnARowWhileTheRestIsStillToCome() throws IOException {
    CountDownLatch secondRowMayGo = new CountDownLatch(1);
    int half = PAGE.indexOf(",{\"_id\":\"b\"");
    try (RecordingServer server =
            new RecordingServer(
                Replies.inTwoParts(PAGE.substring(0, half), secondRowMayGo, PAGE.substring(half)));
        ConvexClient client = server.client()) {
      SnapshotPage page =
          client.listSnapshot(
              REQUEST,
              (bytes, start, end) -> {
                collect(bytes, start, end);
                secondRowMayGo.countDown();
              });

      assertThat(page).isEqualTo(READ);
      assertThat(ids).containsExactly("a", "b", "c");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"snapshot\":42,\"cursor\":\"next\",\"hasMore\":true,\"values\":[{\"_id\":\"a\"}]}",
        "{\"hasMore\":true,\"values\":[{\"_id\":\"a\"}],\"cursor\":\"next\",\"snapshot\":42}",
        "{\"new\":{\"values\":[{\"_id\":\"z\"}]},\"cursor\":\"next\",\"values\":[{\"_id\":\"a\"}],"
            + "\"snapshot\":42,\"more\":[[1,{\"a\":2}],\"x\"],\"hasMore\":true,\"pi\":3.14}",
        " \n{ \"values\" : [ {\"_id\":\"a\"} ] , \"snapshot\":42,\"cursor\":\"next\",\"hasMore\":true}\n "
      })
  void keysMayComeInAnyOrderAndAmongUnknownOnes(String body) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json(body));
        ConvexClient client = server.client()) {
      assertThat(client.listSnapshot(REQUEST, this::collect)).isEqualTo(READ);
      assertThat(ids).containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"values\":[],\"snapshot\":1,\"cursor\":null}",
        "{\"values\":[],\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[],\"snapshot\":1,\"hasMore\":false}",
        "{\"snapshot\":1,\"cursor\":null,\"hasMore\":false}",
        "{\"values\":{},\"snapshot\":1,\"cursor\":null,\"hasMore\":false}",
        "{\"values\":null,\"snapshot\":1,\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[5],\"snapshot\":1,\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[[]],\"snapshot\":1,\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[],\"snapshot\":\"1\",\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[],\"snapshot\":1.5e3,\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[],\"snapshot\":-1,\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[],\"snapshot\":9223372036854775808,\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[],\"snapshot\":1,\"cursor\":7,\"hasMore\":true}",
        "{\"values\":[],\"snapshot\":1,\"cursor\":{},\"hasMore\":true}",
        "{\"values\":[],\"snapshot\":1,\"cursor\":null,\"hasMore\":true}",
        "{\"values\":[],\"snapshot\":1,\"cursor\":null,\"hasMore\":\"false\"}",
        "{\"values\":[],\"snapshot\":1,\"cursor\":null,\"hasMore\":false} 5",
        "[]",
        "null",
        "\"PRIVATE\""
      })
  void aPageOfAnotherShapeIsUnexpected(String body) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json(body));
        ConvexClient client = server.client()) {
      ConvexException failure =
          ConvexFailures.failureOf(() -> client.listSnapshot(REQUEST, this::collect));

      assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
    }
  }

  @Test
  void aPageInAnotherEncodingIsUnexpected() throws IOException {
    byte[] page = PAGE.getBytes(UTF_16BE);
    try (RecordingServer server =
            new RecordingServer(Replies.bytes(Replies.head(200, page.length), page));
        ConvexClient client = server.client()) {
      assertThat(ConvexFailures.failureOf(() -> client.listSnapshot(REQUEST, this::collect)).kind())
          .isEqualTo(Kind.UNEXPECTED);
      assertThat(ids).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"values\":[],\"hasMore\":false}",
        "{\"values\":[],\"cursor\":null,\"hasMore\":false}",
        "{\"values\":[],\"cursor\":\"1\",\"hasMore\":false}",
        "{\"values\":[],\"cursor\":1}"
      })
  void deltasOfAnotherShapeAreUnexpected(String body) throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json(body));
        ConvexClient client = server.client()) {
      assertThat(
              ConvexFailures.failureOf(
                      () -> client.documentDeltas(1, Selection.none(), this::collect))
                  .kind())
          .isEqualTo(Kind.UNEXPECTED);
    }
  }

  @Test
  void theLastPageHasNoCursorWhateverTheAnswerSays() throws IOException {
    String body = "{\"values\":[],\"snapshot\":1,\"cursor\":\"left over\",\"hasMore\":false}";
    try (RecordingServer server = new RecordingServer(Replies.json(body));
        ConvexClient client = server.client()) {
      assertThat(client.listSnapshot(REQUEST, this::collect))
          .isEqualTo(new SnapshotPage(1, null, false));
    }
  }

  @Test
  void anAnswerCutAtAnyByteMayPassAndItsRowsAreAPrefix() throws IOException {
    for (int cut = 0; cut < PAGE.getBytes(UTF_8).length; cut++) {
      ids.clear();
      try (RecordingServer server = new RecordingServer(Replies.truncated(PAGE, cut));
          ConvexClient client = server.client()) {
        ConvexException failure =
            ConvexFailures.failureOf(() -> client.listSnapshot(REQUEST, this::collect));

        assertThat(failure.kind()).as("cut at %d", cut).isEqualTo(Kind.PASSING);
        assertThat(failure).hasMessageContaining("broke off").hasMessageContaining("127.0.0.1");
        assertThat(ids).as("cut at %d", cut).isEqualTo(wholeRowsBefore(cut));
      }
    }
  }

  private static List<String> wholeRowsBefore(int cut) {
    String sent = new String(PAGE.getBytes(UTF_8), 0, cut, UTF_8);
    long rows = Stream.of("[1,{}]}}", "\"é\"}", "\"c\"}").filter(sent::contains).count();
    return List.of("a", "b", "c").subList(0, (int) rows);
  }

  @Test
  void anAnswerCutWithoutALengthMayPassToo() throws IOException {
    for (int cut = 0; cut < PAGE.length(); cut++) {
      String head = "HTTP/1.1 200 OK\r\n\r\n" + PAGE.substring(0, cut);
      try (RecordingServer server =
              new RecordingServer(
                  socket -> {
                    Replies.bytes(head, new byte[0]).send(socket);
                    socket.close();
                  });
          ConvexClient client = server.client()) {
        ConvexException failure =
            ConvexFailures.failureOf(() -> client.listSnapshot(REQUEST, this::collect));

        assertThat(failure.kind()).as("cut at %d", cut).isEqualTo(Kind.PASSING);
      }
    }
  }

  @Test
  void garbageInTheMiddleMayPassAndIsNotQuoted() throws IOException {
    String body = "{\"values\":[{\"_id\":\"a\"},{\"secret\":PRIVATE}]}";
    try (RecordingServer server = new RecordingServer(Replies.json(body));
        ConvexClient client = server.client()) {
      ConvexException failure =
          ConvexFailures.failureOf(() -> client.listSnapshot(REQUEST, this::collect));

      assertThat(failure.kind()).isEqualTo(Kind.PASSING);
      assertThat(ids).containsExactly("a");
    }
  }

  @Test
  void silenceInTheMiddleMayPass() throws IOException {
    try (RecordingServer server =
            new RecordingServer(Replies.bytes(Replies.head(200, 1000), PAGE.getBytes(UTF_8)));
        ConvexClient client =
            new ConvexClient(
                server.deployment(),
                "airbyte-export-1.0.0",
                new ClientTimeouts(Duration.ofSeconds(5), Duration.ofMillis(100)))) {
      ConvexException failure =
          ConvexFailures.failureOf(() -> client.listSnapshot(REQUEST, this::collect));

      assertThat(failure.kind()).isEqualTo(Kind.PASSING);
      assertThat(failure).hasMessageContaining("sent nothing for 100 ms");
    }
  }

  @Test
  void whatAHandlerThrowsIsNotTakenForAFaultOfTheNetwork() throws IOException {
    UncheckedIOException outputIsClosed = new UncheckedIOException(new IOException("Broken pipe"));
    try (RecordingServer server = new RecordingServer(Replies.json(PAGE));
        ConvexClient client = server.client()) {
      assertThatThrownBy(
              () ->
                  client.listSnapshot(
                      REQUEST,
                      (bytes, start, end) -> {
                        throw outputIsClosed;
                      }))
          .isSameAs(outputIsClosed);
    }
  }

  @Test
  void anAnswerLeftHalfWayIsNotReadToItsEnd() throws Exception {
    IllegalStateException enough = new IllegalStateException("enough");
    CountDownLatch clientLeft = new CountDownLatch(1);
    try (RecordingServer server =
            new RecordingServer(
                socket -> {
                  OutputStream out = socket.getOutputStream();
                  out.write(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"values\":[{}\r\n"
                          .getBytes(UTF_8));
                  try {
                    while (true) {
                      out.write("c\r\n,{\"_id\":\"a\"}\r\n".getBytes(UTF_8));
                    }
                  } catch (IOException e) {
                    clientLeft.countDown();
                  }
                });
        ConvexClient client = server.client()) {
      assertThatThrownBy(
              () ->
                  client.listSnapshot(
                      REQUEST,
                      (bytes, start, end) -> {
                        throw enough;
                      }))
          .isSameAs(enough);
      clientLeft.await();
    }
  }

  @Test
  void readsACompressedAnswerAndKeepsTheConnection() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(PAGE.getBytes(UTF_8));
    }
    String head = Replies.head(200, compressed.size(), "Content-Encoding: gzip");
    try (RecordingServer server =
            new RecordingServer(Replies.bytes(head, compressed.toByteArray()));
        ConvexClient client = server.client()) {
      assertThat(client.listSnapshot(REQUEST, this::collect)).isEqualTo(READ);
      assertThat(client.listSnapshot(REQUEST, this::collect)).isEqualTo(READ);
      assertThat(ids).containsExactly("a", "b", "c", "a", "b", "c");
      assertThat(server.requests().get(0).headers().get("accept-encoding")).contains("gzip");
      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
