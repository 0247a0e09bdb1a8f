package dev.convexairbyte.stub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** One port with one handler behind it; each connection has a thread. */
final class HttpListener implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(HttpListener.class.getName());
  private static final int BACKLOG = 1024;
  private static final long GRACE_MILLIS = 1_000;
  private static final Duration BREATH = Duration.ofMillis(10);

  private final ServerSocket server;
  private final ExecutorService threads;
  private final Duration requestTimeout;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Stopping stopping = new Stopping();
  private final String host;

  private HttpListener(
      ServerSocket server, String host, Duration requestTimeout, ThreadFactory threads) {
    this.server = server;
    this.host = host;
    this.requestTimeout = requestTimeout;
    this.threads = Executors.newCachedThreadPool(threads);
  }

  /**
   * Takes a port; 0 takes a free one. Throws StubStartException where it cannot be had.
   *
   * @param requestTimeout from a request's head until its answer is known
   */
  static HttpListener bind(String host, int port, Duration requestTimeout) {
    return bind(host, port, requestTimeout, HttpListener::daemon);
  }

  static HttpListener bind(String host, int port, Duration requestTimeout, ThreadFactory threads) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      return new HttpListener(bound(server, host, port), host, requestTimeout, threads);
    } catch (IOException e) {
      throw new StubStartException(
          "Tried to listen on %s port %d but failed because the address cannot be had; choose a free port, or 0."
              .formatted(host, port),
          e);
    }
  }

  private static ServerSocket bound(ServerSocket server, String host, int port) throws IOException {
    try {
      server.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Answers from now on; who connected before has waited. */
  void serve(HttpHandler handler) {
    threads.execute(() -> accept(handler));
  }

  private void accept(HttpHandler handler) {
    while (!server.isClosed()) {
      try {
        start(server.accept(), handler);
      } catch (IOException | OutOfMemoryError e) {
        // Either the listener is closed, or no file or memory is left: it may be in a moment.
        stopping.pause(BREATH);
      }
    }
  }

  /** Whatever fails here, a thread that cannot be had too, costs one connection and no more. */
  private void start(Socket socket, HttpHandler handler) throws IOException {
    try {
      start(new HttpConnection(socket, handler, stopping, requestTimeout));
    } catch (IOException | RuntimeException | Error e) {
      socket.close();
      if (!server.isClosed()) {
        LOGGER.log(System.Logger.Level.ERROR, "Failed to serve a connection", e);
      }
    }
  }

  private void start(HttpConnection connection) {
    connections.add(connection);
    try {
      threads.execute(() -> run(connection));
    } catch (RuntimeException | Error e) {
      connections.remove(connection);
      throw e;
    }
  }

  private void run(HttpConnection connection) {
    try {
      connection.run();
    } finally {
      connections.remove(connection);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "convex-stub");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * An address that a client can have: whoever listens on all of them is on the loopback one too.
   */
  URI url() {
    String reached = server.getInetAddress().isAnyLocalAddress() ? "127.0.0.1" : host;
    return URI.create("http://" + inUrl(reached) + ":" + server.getLocalPort());
  }

  /** An address of IPv6 stands in brackets, or its colons would end where the port begins. */
  private static String inUrl(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /**
   * Cuts whoever waits for a request or is sending one, and lets those that are being answered have
   * their answer if it takes less than a second.
   */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError("a server socket closes", e);
    }
    stopping.begin();
    connections.forEach(HttpConnection::closeUnlessAnswering);
    threads.shutdown();
    try {
      if (threads.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    connections.forEach(HttpConnection::close);
  }
}
