package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.convexairbyte.stub.faults.Failure.SlowBody;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.Router;
import dev.convexairbyte.stub.requests.RequestLog;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpListenerTest {

  private static final String GET = "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final HttpListener listener = HttpListener.bind("127.0.0.1", 0, Duration.ofMinutes(5));

  @AfterEach
  void stop() {
    listener.close();
  }

  @Test
  void keepsAConnectionForSeveralRequests() throws IOException {
    serve(request -> Response.text(200, request.query().one("n").orElse("")));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET /x?n=1 HTTP/1.1\r\nHost: a\r\n\r\nGET /x?n=2 HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.head()).startsWith("HTTP/1.1 200").contains("Content-Length: 1\r\n");
      assertThat(client.bytes(1)).isEqualTo("1");
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.bytes(1)).isEqualTo("2");
    }
  }

  @ParameterizedTest
  @CsvSource({"::1, ::1", "::1, [::1]", "127.0.0.1, 127.0.0.1", "127.0.0.1, localhost"})
  void hasAUrlThatAClientCanUse(String loopback, String host) throws IOException {
    assumeTrue(isHere(loopback), "This machine has no " + loopback);
    try (HttpListener other = HttpListener.bind(host, 0, Duration.ofMinutes(5))) {
      other.serve(api(request -> Response.empty(200)));

      try (RawClient client = new RawClient(other.url())) {
        client.write(GET);

        assertThat(client.head()).startsWith("HTTP/1.1 200");
      }
    }
  }

  private static boolean isHere(String address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void saysWhatTimeItIs() throws IOException {
    serve(request -> Response.empty(200));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.head())
          .containsPattern("Date: \\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT\r\n");
    }
  }

  @Test
  void closesTheConnectionWhereTheClientWantsThat() throws IOException {
    serve(request -> Response.text(200, "x"));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(client.rest()).contains("Connection: close\r\n").endsWith("\r\n\r\nx");
    }
  }

  @Test
  void answersAnOldClientWithoutChunks() throws IOException {
    String text = "x".repeat(200_000);
    serve(request -> Response.text(200, text));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET /x HTTP/1.0\r\n\r\n");

      assertThat(client.rest()).doesNotContain("chunked").endsWith("\r\n\r\n" + text);
    }
  }

  @Test
  void streamsALargeBodyInChunksBeforeItIsWhole() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    serve(
        request ->
            Response.json(
                json -> {
                  json.writeStartArray();
                  json.writeString("a".repeat(100_000));
                  json.flush();
                  await(seen);
                  json.writeString("b");
                  json.writeEndArray();
                }));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(client.head()).contains("Transfer-Encoding: chunked");
      assertThat(client.bytes(9)).isEqualTo("10000\r\n[\"");
      seen.countDown();
      assertThat(client.rest()).endsWith(",\"b\"]\r\n0\r\n\r\n");
    }
  }

  @Test
  void answersHeadLikeGetWithoutTheBody() throws IOException {
    serve(request -> Response.text(200, "four"));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + GET);

      assertThat(client.head()).startsWith("HTTP/1.1 200").contains("Content-Length: 4\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.bytes(4)).isEqualTo("four");
    }
  }

  @Test
  void answersHeadOfALargeBodyWithNothingAfterTheHeaders() throws IOException {
    serve(request -> Response.text(200, "x".repeat(200_000)));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(client.rest()).contains("Transfer-Encoding: chunked").endsWith("\r\n\r\n");
    }
  }

  @Test
  void takesCharactersInAQueryThatClientsShouldEncode() throws IOException {
    serve(request -> Response.text(200, request.query().one("q").orElse("")));

    try (RawClient client = new RawClient(listener.url())) {
      client.write(
          "GET /x?q={\"a\":\"b|c^`é\\\"} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(client.rest()).endsWith("\r\n\r\n{\"a\":\"b|c^`é\\\"}");
    }
  }

  @Test
  void takesAWholeUrlAsProxiesAreSent() throws IOException {
    serve(request -> Response.text(200, request.path()));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET http://a:1/x?b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(client.rest()).endsWith("\r\n\r\n/x");
    }
  }

  @Test
  void tellsAClientToGoOnBeforeItSendsItsBody() throws IOException {
    serve(request -> Response.text(200, Long.toString(request.bodySize())));

    try (RawClient client = new RawClient(listener.url())) {
      client.write(
          "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 100");

      client.write("abc");

      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.bytes(1)).isEqualTo("3");
    }
  }

  @Test
  void readsBodiesInChunks() throws IOException {
    serve(request -> Response.text(200, Long.toString(request.bodySize())));

    try (RawClient client = new RawClient(listener.url())) {
      client.write(
          "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");

      client.head();
      assertThat(client.bytes(1)).isEqualTo("5");
    }
  }

  @Test
  void readsABodyToItsEndHoweverLongItIs() throws IOException {
    serve(request -> Response.text(200, Long.toString(request.bodySize())));
    int size = Request.MAX_KEPT_BODY + 70_000;

    try (RawClient client = new RawClient(listener.url())) {
      client.write("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
      client.write("x".repeat(size) + GET);

      client.head();
      assertThat(client.bytes(8)).isEqualTo(Integer.toString(size));
      assertThat(client.head()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void passesOnAllValuesOfAHeaderBothWays() throws IOException {
    serve(
        request ->
            Response.text(200, request.headers("x-many").toString())
                .with("Set-Cookie", "a=1")
                .with("Set-Cookie", "b=2"));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET /x HTTP/1.1\r\nHost: a\r\nX-Many: 1\r\nx-many: 2\r\n\r\n");

      assertThat(client.head()).contains("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n");
      assertThat(client.bytes(6)).isEqualTo("[1, 2]");
    }
  }

  @Test
  void answersWhatIsNoHttpWithAnEmpty400() throws IOException {
    serve(request -> Response.text(200, ""));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET /x y z HTTP/1.1\r\n\r\n");

      assertThat(client.rest()).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");
    }
  }

  @Test
  void answersTooManyHeadersWithAnEmpty431() throws IOException {
    serve(request -> Response.text(200, ""));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("GET /x HTTP/1.1\r\n" + "a: b\r\n".repeat(101) + "\r\n");

      assertThat(client.rest()).startsWith("HTTP/1.1 431").endsWith("\r\n\r\n");
    }
  }

  @Test
  void runs128RequestsAtOnceAndLetsFurtherOnesWait() throws Exception {
    Semaphore running = new Semaphore(0);
    CountDownLatch goOn = new CountDownLatch(1);
    serve(
        request -> {
          running.release();
          await(goOn);
          return Response.text(200, "x");
        });
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < ApiHandler.MAX_RUNNING; i++) {
        clients.add(new RawClient(listener.url()));
        clients.get(i).write(GET);
      }
      running.acquire(ApiHandler.MAX_RUNNING);
      RawClient waiting = new RawClient(listener.url());
      clients.add(waiting);
      waiting.write(GET);
      RawClient own = new RawClient(listener.url());
      clients.add(own);
      own.write("GET /_stub/none HTTP/1.1\r\nHost: a\r\n\r\n");

      // By the time the stub's own route has answered, all places are still taken.
      assertThat(own.head()).startsWith("HTTP/1.1 404");
      assertThat(running.availablePermits()).isZero();
      goOn.countDown();
      assertThat(waiting.head()).startsWith("HTTP/1.1 200");
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -5\r\n\r\n",
        "Content-Length: five\r\n\r\nabcde",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nno size\r\nab\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n"
      })
  void answersABodyThatIsNotFramedWithAnEmpty400(String framing) throws IOException {
    serve(request -> Response.text(200, "x"));

    try (RawClient client = new RawClient(listener.url())) {
      client.write("POST /x HTTP/1.1\r\nHost: a\r\n" + framing);

      assertThat(client.rest()).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");
    }
  }

  @Test
  void answersAHeadThatDoesNotArriveInTimeWithAnEmpty408() throws IOException {
    try (HttpListener impatient = impatient()) {
      impatient.serve(api(request -> Response.text(200, "x")));
      try (RawClient client = new RawClient(impatient.url())) {
        client.write(GET + "GET /x HTTP/1.1\r\nHo");

        assertThat(client.head()).startsWith("HTTP/1.1 200");
        client.bytes(1);
        assertThat(client.rest()).startsWith("HTTP/1.1 408").endsWith("\r\n\r\n");
      }
    }
  }

  @Test
  void answersABodyThatDoesNotArriveInTimeWithAnEmpty408() throws IOException {
    try (HttpListener impatient = impatient()) {
      impatient.serve(api(request -> Response.text(200, "x")));
      for (String path : List.of("/x", "/_stub/x")) {
        try (RawClient client = new RawClient(impatient.url())) {
          client.write("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");

          assertThat(client.rest()).startsWith("HTTP/1.1 408").endsWith("\r\n\r\n");
        }
      }
    }
  }

  @Test
  void servesOthersOnceBodiesThatDoNotArriveHaveTimedOut() throws IOException {
    List<RawClient> stuck = new ArrayList<>();
    try (HttpListener impatient = impatient()) {
      impatient.serve(api(request -> Response.text(200, "x")));
      for (int i = 0; i < ApiHandler.MAX_RUNNING; i++) {
        stuck.add(new RawClient(impatient.url()));
        stuck.get(i).write("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
      }
      for (RawClient client : stuck) {
        assertThat(client.head()).startsWith("HTTP/1.1 408");
      }

      try (RawClient client = new RawClient(impatient.url())) {
        client.write(GET);
        assertThat(client.head()).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (RawClient client : stuck) {
        client.close();
      }
    }
  }

  @Test
  void answersARequestThatFindsNoPlaceInTimeWithAnEmpty408() throws Exception {
    Semaphore running = new Semaphore(0);
    CountDownLatch goOn = new CountDownLatch(1);
    List<RawClient> clients = new ArrayList<>();
    try (HttpListener impatient = impatient()) {
      impatient.serve(
          api(
              request -> {
                running.release();
                await(goOn);
                return Response.text(200, "x");
              }));
      for (int i = 0; i < ApiHandler.MAX_RUNNING; i++) {
        clients.add(new RawClient(impatient.url()));
        clients.get(i).write(GET);
        running.acquire();
      }
      RawClient waiting = new RawClient(impatient.url());
      clients.add(waiting);
      waiting.write(GET);

      assertThat(waiting.rest()).startsWith("HTTP/1.1 408").endsWith("\r\n\r\n");
      goOn.countDown();
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void answersARequestThatTookTooLongWithAnEmpty408() throws Exception {
    try (HttpListener impatient = impatient()) {
      impatient.serve(
          api(
              request -> {
                pause();
                return Response.text(200, "x");
              }));
      try (RawClient client = new RawClient(impatient.url())) {
        client.write("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(client.rest()).startsWith("HTTP/1.1 408").endsWith("\r\n\r\n");
      }
    }
  }

  @Test
  void letsAnIdleConnectionWaitLongerThanARequest() throws Exception {
    try (HttpListener impatient = impatient()) {
      impatient.serve(api(request -> Response.text(200, "x")));
      try (RawClient client = new RawClient(impatient.url())) {
        client.write(GET);
        client.head();
        client.bytes(1);
        pause();

        client.write(GET);

        assertThat(client.head()).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void servesOthersWhileClientsDoNotReadTheirResponses() throws IOException {
    Response large = Response.text(200, "x".repeat(16 << 20));
    Response small = Response.text(200, "x");
    serve(request -> request.query().one("large").isEmpty() ? small : large);
    List<RawClient> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < ApiHandler.MAX_RUNNING; i++) {
        RawClient client = new RawClient(listener.url());
        stuck.add(client);
        client.write("GET /x?large HTTP/1.1\r\nHost: a\r\n\r\n");
        // Its body has begun by then, and is more than the sockets hold.
        assertThat(client.head()).startsWith("HTTP/1.1 200");
      }

      try (RawClient client = new RawClient(listener.url())) {
        client.write(GET);
        assertThat(client.head()).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (RawClient client : stuck) {
        client.close();
      }
    }
  }

  @Test
  void goesOnAfterAConnectionForWhichThereWasNoThread() throws IOException {
    AtomicInteger threads = new AtomicInteger();
    ThreadFactory failing =
        work -> {
          // The first accepts, the second is for the first connection.
          if (threads.incrementAndGet() == 2) {
            throw new OutOfMemoryError("the test fails");
          }
          Thread thread = new Thread(work);
          thread.setDaemon(true);
          return thread;
        };
    try (HttpListener poor = HttpListener.bind("127.0.0.1", 0, Duration.ofMinutes(5), failing)) {
      poor.serve(api(request -> Response.text(200, "x")));

      try (RawClient unlucky = new RawClient(poor.url())) {
        assertThat(unlucky.rest()).isEmpty();
      }
      try (RawClient client = new RawClient(poor.url())) {
        client.write(GET);
        assertThat(client.head()).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void stopsDuringASlowBodyAndStillSendsAllOfIt() throws IOException {
    CountDownLatch started = new CountDownLatch(1);
    listener.serve(
        exchange -> {
          exchange.read();
          Response right = Response.text(200, "0123456789".repeat(10));
          started.countDown();
          FaultyAnswer.of(new SlowBody(Duration.ofHours(1)), right, UnaryOperator.identity())
              .sendTo(exchange);
        });
    try (RawClient client = new RawClient(listener.url())) {
      client.write(GET);
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.bytes(5)).isEqualTo("01234");

      listener.close();

      assertThat(client.rest()).endsWith("0123456789").hasSize(95);
    }
  }

  @Test
  void stopsAtOnceWhileConnectionsAreIdle() throws IOException {
    serve(request -> Response.text(200, "x"));
    try (RawClient idle = new RawClient(listener.url())) {
      idle.write(GET);
      idle.head();
      idle.bytes(1);

      listener.close();

      assertThat(idle.rest()).isEmpty();
      assertThatThrownBy(() -> new RawClient(listener.url())).isInstanceOf(ConnectException.class);
    }
  }

  private void serve(Function<Request, Response> answer) {
    listener.serve(api(answer));
  }

  private static ApiHandler api(Function<Request, Response> answer) {
    Router router = new Router(List.of(new Told(answer)));
    RequestLog log = new RequestLog(request -> {}, UnaryOperator.identity());
    return new ApiHandler(router, ActionSite.withoutRoutes(log), new Faults(), log);
  }

  private static HttpListener impatient() {
    return HttpListener.bind("127.0.0.1", 0, TIMEOUT);
  }

  /** For longer than a request may take. */
  private static void pause() {
    Deadline end = Deadline.in(TIMEOUT.multipliedBy(2));
    while (!end.hasPassed()) {
      LockSupport.parkNanos(end.leftNanos());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An endpoint that does as it is told. */
  private record Told(Function<Request, Response> behaviour) implements Endpoint {

    @Override
    public Set<String> methods() {
      return Set.of("GET", "POST");
    }

    @Override
    public String path() {
      return "/x";
    }

    @Override
    public Response answer(Request request) {
      return behaviour.apply(request);
    }
  }
}
