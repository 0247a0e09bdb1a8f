package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ActionSite.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of HTTP actions only shows on the wire. */
@Timeout(60)
class ActionsOverHttpTest {

  private static final int LIMIT = 20 << 20;

  private final HttpRouter router = new HttpRouter();
  private final ActionSite site = ActionSite.of(router);

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void areOnTheSitePortAndBelowHttpOnTheMainPort() throws IOException {
    router.route("GET", "/x", (ctx, request) -> Response.text(request.url()));

    assertThat(site.ask(request("GET", "/x?a=b"))).endsWith("\r\n\r\nhttp://site/x?a=b");
    assertThat(ActionSite.ask(site.apiUrl(), request("GET", "/http/x?a=b")))
        .endsWith("\r\n\r\nhttp://site/x?a=b");
  }

  @Test
  void keepToTheirPlaceOnTheMainPort() throws IOException {
    router.route("GET", "/", (ctx, request) -> Response.text("root"));
    router.route("GET", "/api/x", (ctx, request) -> Response.text("api"));

    assertThat(ActionSite.ask(site.apiUrl(), request("GET", "/http/"))).endsWith("root");
    assertThat(ActionSite.ask(site.apiUrl(), request("GET", "/http")))
        .startsWith("HTTP/1.1 404")
        .contains("Content-Length: 0");
    assertThat(ActionSite.ask(site.apiUrl(), request("GET", "/httpx")))
        .contains("Content-Length: 0");
    assertThat(ActionSite.ask(site.apiUrl(), request("GET", "/http/../api/x"))).endsWith("api");
    assertThat(site.ask(request("GET", "/http/"))).endsWith("No matching routes found");
  }

  @Test
  void cannotHaveTheRoutesOfTheProxyOnTheSitePort() throws IOException {
    router.route("GET", "/version", (ctx, request) -> Response.text("mine"));
    router.route("GET", "/metrics", (ctx, request) -> Response.text("mine"));

    assertThat(site.ask(request("GET", "/version?x"))).endsWith("\r\n\r\nunknown");
    assertThat(site.ask(request("GET", "/metrics"))).endsWith("\r\n\r\n");
    assertThat(site.ask(request("POST", "/version"))).startsWith("HTTP/1.1 405");
    assertThat(site.ask(request("HEAD", "/version"))).startsWith("HTTP/1.1 200").endsWith("\r\n");
    assertThat(ActionSite.ask(site.apiUrl(), request("GET", "/http/version"))).endsWith("mine");
  }

  @Test
  void answerHeadWithTheHeadersOfGetAndNoBody() throws IOException {
    router.route("GET", "/x", (ctx, request) -> Response.text("four").withHeader("X-A", "1"));

    assertThat(site.ask(request("HEAD", "/x")))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-length: 4\r\n")
        .contains("x-a: 1\r\n")
        .contains("content-type: text/plain;charset=UTF-8\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void sendSeveralValuesOfAHeaderEach() throws IOException {
    router.route(
        "GET",
        "/x",
        (ctx, request) ->
            Response.text(request.headers().getAll("x-many") + request.headers().toString())
                .withAddedHeader("Set-Cookie", "a=1")
                .withAddedHeader("Set-Cookie", "b=2"));

    assertThat(
            site.ask(
                "GET /x HTTP/1.1\r\nHost: a\r\nX-Many: 1\r\nx-many: 2\r\nConnection: close\r\n\r\n"))
        .contains("set-cookie: a=1\r\nset-cookie: b=2\r\n")
        .endsWith("[1, 2]Headers[host, x-many, x-many, connection]");
  }

  @Test
  void passRedirectsOn() throws IOException {
    router.route("GET", "/x", (ctx, request) -> Response.redirect("https://example.com/y"));

    assertThat(site.ask(request("GET", "/x")))
        .startsWith("HTTP/1.1 302")
        .contains("location: https://example.com/y\r\n");
  }

  @Test
  void announceTheLengthOfTextBytesAndFiles() throws IOException {
    router.route("GET", "/text", (ctx, request) -> Response.text("grüße"));
    router.route("GET", "/bytes", (ctx, request) -> Response.bytes(new byte[3]));
    router.route(
        "GET", "/file", (ctx, request) -> Response.blob(Blob.of(new byte[] {'p'}, "image/png")));

    assertThat(site.ask(request("GET", "/text"))).contains("Content-Length: 7\r\n");
    assertThat(site.ask(request("GET", "/bytes")))
        .contains("Content-Length: 3\r\n")
        .doesNotContain("content-type");
    assertThat(site.ask(request("GET", "/file")))
        .contains("Content-Length: 1\r\n")
        .contains("content-type: image/png\r\n")
        .endsWith("\r\n\r\np");
  }

  @Test
  void announceNeitherTypeNorLengthWithoutABody() throws IOException {
    router.route("GET", "/x", (ctx, request) -> Response.empty());

    assertThat(site.ask(request("GET", "/x")).toLowerCase(Locale.ROOT))
        .startsWith("http/1.1 200")
        .doesNotContain("content-type", "content-length")
        .endsWith("\r\n\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void sendNothingBehindAStatusThatHasNoBody(int status) throws IOException {
    router.route("GET", "/x", (ctx, request) -> Response.text("lost").withStatus(status));

    try (RawClient client = new RawClient(site.url())) {
      client.write("GET /x HTTP/1.1\r\nHost: a\r\n\r\n" + request("GET", "/none"));

      assertThat(client.head())
          .startsWith("HTTP/1.1 " + status)
          .doesNotContain("Content-Length", "chunked");
      assertThat(client.head()).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void goOnWithTheConnection() throws IOException {
    router.route("POST", "/x", (ctx, request) -> Response.text(request.text()));
    router.route("GET", "/x", (ctx, request) -> Response.stream(out -> out.write('s')));

    try (RawClient client = new RawClient(site.url())) {
      client.write("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\np");
      client.write("GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\ndropped");
      client.write("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");

      client.head();
      assertThat(client.bytes(1)).isEqualTo("p");
      assertThat(client.head()).contains("Transfer-Encoding: chunked");
      assertThat(client.bytes(11)).isEqualTo("1\r\ns\r\n0\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void streamEachChunkWhenItIsWritten() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    router.route(
        "GET",
        "/x",
        (ctx, request) ->
            Response.stream(
                out -> {
                  out.write("first".getBytes(StandardCharsets.UTF_8));
                  out.write(new byte[0]);
                  seen.await();
                  out.write("second".getBytes(StandardCharsets.UTF_8));
                }));

    try (RawClient client = new RawClient(site.url())) {
      client.write(request("GET", "/x"));

      assertThat(client.head()).contains("Transfer-Encoding: chunked");
      assertThat(client.bytes(10)).isEqualTo("5\r\nfirst\r\n");
      seen.countDown();
      assertThat(client.rest()).isEqualTo("6\r\nsecond\r\n0\r\n\r\n");
    }
  }

  @Test
  void streamToAnOldClientWithoutChunks() throws IOException {
    router.route("GET", "/x", (ctx, request) -> Response.stream(out -> out.write('s')));

    assertThat(site.ask("GET /x HTTP/1.0\r\nHost: a\r\n\r\n"))
        .doesNotContain("chunked")
        .endsWith("\r\n\r\ns");
  }

  @Test
  void endTheBodyEarlyWhereTheyFailAfterItHasBegun() throws IOException {
    router.route(
        "GET",
        "/x",
        (ctx, request) ->
            Response.stream(
                out -> {
                  out.write("begun".getBytes(StandardCharsets.UTF_8));
                  throw new IllegalStateException("the test fails");
                }));

    assertThat(site.ask(request("GET", "/x")))
        .startsWith("HTTP/1.1 200")
        .endsWith("\r\n\r\n5\r\nbegun\r\n0\r\n\r\n");
  }

  @Test
  void maySayThemselvesHowLongABodyIs() throws IOException {
    router.route(
        "GET",
        "/right",
        (ctx, request) -> Response.stream(out -> out.write('s')).withHeader("Content-Length", "1"));
    router.route(
        "GET", "/long", (ctx, request) -> Response.text("abc").withHeader("Content-Length", "2"));
    router.route(
        "GET", "/short", (ctx, request) -> Response.text("abc").withHeader("Content-Length", "9"));
    router.route(
        "GET", "/none", (ctx, request) -> Response.text("abc").withHeader("Content-Length", "x"));

    assertThat(site.ask(request("GET", "/right"))).doesNotContain("chunked").endsWith("\r\n\r\ns");
    assertThat(site.ask(request("GET", "/long"))).endsWith("\r\n\r\nab");
    assertThat(site.ask(request("GET", "/short")))
        .contains("Content-Length: 9")
        .endsWith("\r\n\r\nabc");
    assertThat(site.ask(request("GET", "/none"))).contains("Content-Length: 3\r\n");
    assertThat(site.ask(request("HEAD", "/short"))).contains("Content-Length: 9\r\n");
  }

  @Test
  void endTheConnectionWithABodyThatIsShorterThanTheySaid() throws IOException {
    router.route(
        "GET", "/short", (ctx, request) -> Response.text("abc").withHeader("Content-Length", "9"));

    // A client that would go on has no other way to know.
    assertThat(site.ask("GET /short HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith("\r\n\r\nabc");
  }

  @Test
  void cannotBreakTheFraming() throws IOException {
    router.route(
        "GET",
        "/x",
        (ctx, request) ->
            Response.text("abc")
                .withHeader("Transfer-Encoding", "gzip, chunked")
                .withHeader("Connection", "upgrade"));

    assertThat(site.ask(request("GET", "/x")))
        .doesNotContain("gzip", "upgrade")
        .contains("Content-Length: 3\r\n")
        .endsWith("\r\n\r\nabc");
  }

  @Test
  void takeABodyOf20MebibytesAndNotOneByteMore() throws IOException {
    router.route(
        "POST", "/x", (ctx, request) -> Response.text(Integer.toString(request.bytes().length)));
    String body = "x".repeat(LIMIT);

    assertThat(site.ask(request("POST", "/x", body))).endsWith("\r\n\r\n" + LIMIT);
    assertThat(site.ask(request("POST", "/x", body + "x")))
        .startsWith("HTTP/1.1 413")
        .contains("content-type: application/json")
        .contains("\"code\":\"RequestTooLarge\"");
  }

  @Test
  void dropTheChunkThatWouldMakeABodyLongerThan20Mebibytes() throws IOException {
    byte[] half = "h".repeat(LIMIT / 2).getBytes(StandardCharsets.UTF_8);
    router.route(
        "GET",
        "/x",
        (ctx, request) ->
            Response.stream(
                out -> {
                  out.write(half);
                  out.write(half, 1, half.length - 1);
                  out.write("too much".getBytes(StandardCharsets.UTF_8));
                  out.write('s');
                }));
    router.route("GET", "/whole", (ctx, request) -> Response.text("w".repeat(LIMIT + 1)));

    try (RawClient client = new RawClient(site.url())) {
      // An old client gets the body without chunks around it.
      client.write("GET /x HTTP/1.0\r\nHost: a\r\n\r\n");
      client.head();
      String body = client.rest();
      assertThat(body.length()).isEqualTo(LIMIT);
      assertThat(body).endsWith("hs");
    }
    assertThat(site.ask(request("GET", "/whole")))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Length: " + (LIMIT + 1))
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      GET  | /none | 404
      POST | /none | 404
      GET  | /fail | 500
      """)
  void areAnsweredByThePlatformAsTheDocumentSays(String method, String path, int status)
      throws IOException {
    router.route(
        "GET",
        "/fail",
        (ctx, request) -> {
          throw new IllegalStateException("the test fails");
        });

    String answer = site.ask(request(method, path));

    String type = answer.replaceFirst("(?s).*\r\ncontent-type: ([^\r]*).*", "$1");
    String body = answer.split("\r\n\r\n", 2)[1];
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    Contract.OF_THE_SPEC.check(method, Contract.ACTION, new Answer(status, type, body));
  }

  @Test
  void areKeptInTheLogAsIfTheyHadComeToTheMainPort() throws IOException {
    router.route("POST", "/x", (ctx, request) -> Response.empty(201));

    site.ask(request("POST", "/x?author=User+1", "abc"));
    ActionSite.ask(site.apiUrl(), request("GET", "/http/x"));

    assertThat(site.requests())
        .containsExactly(
            new RecordedRequest("POST", "/http/x", "author=User+1", 201, 3, ""),
            new RecordedRequest("GET", "/http/x", "", 404, 0, ""));
  }
}
