package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ActionSite.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Response;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP actions under clients that are many, slow, gone or wrong. */
@Timeout(60)
class ActionRobustnessTest {

  private static final String GET = "GET /x HTTP/1.1\r\nHost: site\r\n\r\n";
  private static final String HALF_A_BODY =
      "POST /x HTTP/1.1\r\nHost: site\r\nContent-Length: 10\r\n\r\nhalf";
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Held, so that the handler of a test stays with it. */
  private static final Logger LOG = Logger.getLogger(ActionOutput.class.getName());

  private final HttpRouter router = new HttpRouter();

  /** Sockets that a test opened, closed in the end whatever happened. */
  private static final class Clients implements Closeable {

    private final List<RawClient> all = new ArrayList<>();

    RawClient open(ActionSite site) throws IOException {
      RawClient client = new RawClient(site.url());
      all.add(client);
      return client;
    }

    @Override
    public void close() throws IOException {
      for (RawClient client : all) {
        client.close();
      }
    }
  }

  @Test
  void runsAThousandActionsAtOnceAndLosesNone() throws IOException {
    int count = 1_000;
    CountDownLatch allAreRunning = new CountDownLatch(count);
    router.route(
        "POST",
        "/x",
        (ctx, request) -> {
          allAreRunning.countDown();
          allAreRunning.await();
          return Response.text(request.text());
        });
    try (ActionSite site = ActionSite.of(router);
        Clients clients = new Clients()) {
      for (int i = 0; i < count; i++) {
        clients.open(site).write(request("POST", "/x", "number " + i));
      }

      for (int i = 0; i < count; i++) {
        assertThat(clients.all.get(i).rest()).endsWith("\r\n\r\nnumber " + i);
      }
      assertThat(site.requests()).hasSize(count).allMatch(request -> request.status() == 200);
    }
  }

  @Test
  void servesOthersWhileAThousandBodiesDoNotArrive() throws IOException {
    router.route("POST", "/x", (ctx, request) -> Response.text(request.text()));
    try (ActionSite site = ActionSite.of(router);
        Clients stuck = new Clients()) {
      for (int i = 0; i < 1_000; i++) {
        stuck.open(site).write(HALF_A_BODY);
      }

      assertThat(site.ask(request("POST", "/x", "served"))).endsWith("\r\n\r\nserved");
      stuck.all.get(0).write("a body");
      assertThat(stuck.all.get(0).head()).startsWith("HTTP/1.1 200");
      assertThat(stuck.all.get(0).bytes(10)).isEqualTo("halfa body");
    }
  }

  @Test
  void answersABodyThatDoesNotArriveInTimeWithAnEmpty408() throws IOException {
    try (ActionSite site = ActionSite.of(router, Duration.ofMillis(300), ActionSite::daemon)) {
      assertThat(site.ask(HALF_A_BODY)).startsWith("HTTP/1.1 408").endsWith("\r\n\r\n");
    }
  }

  @Test
  void answersAnActionThatTakesTooLongWithAnEmpty408() throws IOException {
    Duration timeout = Duration.ofMillis(300);
    router.route(
        "GET",
        "/x",
        (ctx, request) -> {
          Thread.sleep(timeout.multipliedBy(2).toMillis());
          return Response.text("late");
        });
    try (ActionSite site = ActionSite.of(router, timeout, ActionSite::daemon)) {
      assertThat(site.ask(request("GET", "/x"))).startsWith("HTTP/1.1 408").endsWith("\r\n\r\n");
    }
  }

  @Test
  void servesOthersWhileClientsDoNotReadTheirResponses() throws IOException {
    Response large = Response.bytes(new byte[16 << 20]);
    router.route("GET", "/large", (ctx, request) -> large);
    router.route("GET", "/x", (ctx, request) -> Response.text("served"));
    try (ActionSite site = ActionSite.of(router);
        Clients stuck = new Clients()) {
      for (int i = 0; i < 200; i++) {
        RawClient client = stuck.open(site);
        client.write("GET /large HTTP/1.1\r\nHost: site\r\n\r\n");
        // Its body has begun by then, and is more than the sockets hold.
        assertThat(client.head()).startsWith("HTTP/1.1 200");
      }

      assertThat(site.ask(request("GET", "/x"))).endsWith("served");
    }
  }

  @Test
  void tellsAStreamThatItsClientIsGone() throws Exception {
    AtomicReference<Exception> failure = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(1);
    router.route(
        "GET",
        "/x",
        (ctx, request) ->
            Response.stream(
                out -> {
                  byte[] chunk = new byte[1000];
                  try {
                    // Far less than the limit at a time, so that only the client can end it.
                    for (int i = 0; i < 20_000; i++) {
                      out.write(chunk);
                    }
                  } catch (IOException e) {
                    failure.set(e);
                    throw e;
                  } finally {
                    ended.countDown();
                  }
                }));
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Handler handler = new ConsumingHandler(logged::add);
    LOG.addHandler(handler);
    try (ActionSite site = ActionSite.of(router)) {
      try (RawClient client = new RawClient(site.url())) {
        client.write(GET);
        client.head();
        client.bytes(100);
      }
      ended.await();

      assertThat(failure.get()).isInstanceOf(IOException.class);
    } finally {
      LOG.removeHandler(handler);
    }
    // Clients go: that is no failure of an action.
    assertThat(logged).isEmpty();
  }

  /** Hands on what is logged. */
  private static final class ConsumingHandler extends Handler {

    private final Consumer<LogRecord> consumer;

    ConsumingHandler(Consumer<LogRecord> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void publish(LogRecord record) {
      consumer.accept(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /x y HTTP/1.1\r\nHost: a\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET x HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /x HTTP/1.1\r\nHost: a\r\nb{d}: x\r\n\r\n",
        "GET /x HTTP/1.1\r\nHost: a\r\nx: a\u0001b\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void answersWhatIsNoHttpWithAnEmpty400AndGoesOn(String malformed) throws IOException {
    router.route("GET", "/x", (ctx, request) -> Response.text("served"));
    try (ActionSite site = ActionSite.of(router)) {
      assertThat(site.ask(malformed)).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");

      assertThat(site.ask(request("GET", "/x"))).endsWith("served");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNoThreadAndNoSocketBehind() throws Exception {
    ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
    Semaphore streaming = new Semaphore(0);
    router.route("GET", "/x", (ctx, request) -> Response.text("x"));
    router.route(
        "GET",
        "/endless",
        (ctx, request) ->
            Response.stream(
                out -> {
                  streaming.release();
                  while (true) {
                    out.write('x');
                  }
                }));
    long before = sockets();
    ActionSite site =
        ActionSite.of(
            router,
            LONG,
            work -> {
              Thread thread = ActionSite.daemon(work);
              threads.add(thread);
              return thread;
            });
    try (Clients clients = new Clients()) {
      for (int i = 0; i < 20; i++) {
        clients.open(site).write(GET);
        clients.open(site).write(HALF_A_BODY);
        clients.open(site).write("GET /endless HTTP/1.1\r\nHost: site\r\n\r\n");
      }
      streaming.acquire(20);

      site.close();
    }

    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(threads).hasSizeGreaterThan(40);
    assertThat(sockets()).isLessThanOrEqualTo(before);
  }

  private static long sockets() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(ActionRobustnessTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      // The descriptor of the listing itself is gone by now.
      return false;
    }
  }
}
