package dev.convexairbyte.stub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One port with one handler behind it; each connection has a thread. */
final class HttpListener implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final long GRACE_MILLIS = 1_000;

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpListener::daemon);
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Stopping stopping = new Stopping();
  private final String host;

  private HttpListener(ServerSocket server, String host) {
    this.server = server;
    this.host = host;
  }

  /** Takes a port; 0 takes a free one. Throws StubStartException where it cannot be had. */
  static HttpListener bind(String host, int port) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      return new HttpListener(bound(server, host, port), host);
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
        start(new HttpConnection(server.accept(), handler, stopping));
      } catch (IOException e) {
        // Either the listener is closed, or one connection failed before it began.
      }
    }
  }

  private void start(HttpConnection connection) {
    connections.add(connection);
    threads.execute(
        () -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
          }
        });
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "convex-stub");
    thread.setDaemon(true);
    return thread;
  }

  URI url() {
    return URI.create("http://" + host + ":" + server.getLocalPort());
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
