package dev.convexairbyte.stub;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One port with one handler behind it. */
final class HttpListener implements AutoCloseable {

  /** As many requests as the backend takes at once. */
  private static final int THREADS = 128;

  static {
    // Without it the JDK's server answers each request on a kept-alive connection 40 ms late.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, HttpListener::daemon);
  private final String host;
  private boolean serving;

  private HttpListener(HttpServer server, String host) {
    this.server = server;
    this.host = host;
  }

  /** Takes a port; 0 takes a free one. Throws StubStartException where it cannot be had. */
  static HttpListener bind(String host, int port) {
    try {
      return new HttpListener(
          HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0), host);
    } catch (IOException e) {
      throw new StubStartException(
          "Tried to listen on %s port %d but failed because the address cannot be had; choose a free port, or 0."
              .formatted(host, port),
          e);
    }
  }

  /** Answers from now on; who connected before has waited. */
  void serve(HttpHandler handler) {
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    serving = true;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "convex-stub");
    thread.setDaemon(true);
    return thread;
  }

  URI url() {
    return URI.create("http://" + host + ":" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    if (!serving) {
      // The JDK's server gives its port back only after it has run.
      server.start();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
