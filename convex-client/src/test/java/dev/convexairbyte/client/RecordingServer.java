package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays back raw answers, one a request and the last one for ever, and remembers what it was asked.
 * Raw, because what it is for are the answers that no real server library gives.
 */
final class RecordingServer implements AutoCloseable {

  static final String KEY = "prod:happy-animal-123|5ecret/Key+5ecret=";

  /** A request as it arrived; header names in lower case. */
  record Request(String method, String target, Map<String, String> headers, String body) {}

  /** What is done when a request has arrived. Closing the socket ends the connection. */
  @FunctionalInterface
  interface Reply {
    void send(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final Queue<Reply> replies;
  private final boolean readsBodies;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();

  RecordingServer(Reply... replies) {
    this(plainListener(), true, replies);
  }

  RecordingServer(ServerSocket listener, boolean readsBodies, Reply... replies) {
    this.listener = listener;
    this.readsBodies = readsBodies;
    this.replies = new ArrayDeque<>(List.of(replies));
    start("accept", this::acceptAll);
  }

  static ServerSocket plainListener() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  Deployment deployment() {
    return Deployment.of("http://127.0.0.1:" + port(), KEY);
  }

  ConvexClient client() {
    return new ConvexClient(deployment(), "airbyte-export-1.0.0");
  }

  List<Request> requests() {
    return requests;
  }

  Request onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("There were " + requests.size() + " requests.");
    }
    return requests.get(0);
  }

  int connections() {
    return accepted.get();
  }

  private void acceptAll() throws IOException {
    while (!listener.isClosed()) {
      Socket socket = listener.accept();
      accepted.incrementAndGet();
      connections.add(socket);
      start("connection", () -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    while (!socket.isClosed()) {
      String head = readHead(in);
      if (head.isEmpty()) {
        socket.close();
        return;
      }
      Map<String, String> headers = headers(head);
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      String body = readsBodies ? new String(in.readNBytes(length), UTF_8) : "";
      String[] line = head.split(" ", 3);
      requests.add(new Request(line[0], line[1], headers, body));
      next().send(socket);
    }
  }

  private synchronized Reply next() {
    return replies.size() > 1 ? replies.remove() : replies.element();
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      if (b == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(ISO_8859_1);
      }
    }
    return "";
  }

  private static Map<String, String> headers(String head) {
    Map<String, String> headers = new TreeMap<>();
    head.lines()
        .skip(1)
        .filter(line -> !line.isEmpty())
        .map(line -> line.split(": ?", 2))
        .forEach(header -> headers.put(header[0].toLowerCase(Locale.ROOT), header[1]));
    return headers;
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The client or the test went away: there is nobody to tell.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }
}
