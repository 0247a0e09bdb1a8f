package dev.convexairbyte.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers the source's requests with prepared bytes, as fast as a socket takes them: a deployment
 * with one walk of a snapshot and one of the log.
 */
final class SourcePlayback implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");
  private static final Pattern SNAPSHOT_CURSOR = Pattern.compile("\"cursor\":\"([0-9]+)\"");
  private static final Pattern LOG_CURSOR = Pattern.compile("\"cursor\":([0-9]+)");

  private final ServerSocket listener;
  private final Plan plan;
  private final AtomicInteger deltaRequests = new AtomicInteger();

  /**
   * What is there to read.
   *
   * @param latency before each page
   * @param bytesASecond of each page; 0 for as many as the reader takes
   */
  record Plan(
      List<String> tables,
      SourcePages snapshot,
      int snapshotPages,
      SourcePages log,
      int logPages,
      Duration latency,
      long bytesASecond) {

    static Plan ofSnapshot(SourcePages pages, int count) {
      return new Plan(
          List.of(SourcePages.TABLE),
          pages,
          count,
          SourcePages.ofLog(200, SourcePages.TABLE),
          0,
          Duration.ZERO,
          0);
    }

    /** Tables with nothing in them. */
    static Plan ofTables(List<String> tables) {
      return new Plan(
          tables,
          SourcePages.ofSnapshot(200),
          0,
          SourcePages.ofLog(200, SourcePages.TABLE),
          0,
          Duration.ZERO,
          0);
    }

    Plan after(Duration latency) {
      return new Plan(tables, snapshot, snapshotPages, log, logPages, latency, bytesASecond);
    }

    Plan at(long bytesASecond) {
      return new Plan(tables, snapshot, snapshotPages, log, logPages, latency, bytesASecond);
    }
  }

  SourcePlayback(Plan plan) throws IOException {
    this.plan = plan;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::listen);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  int deltaRequests() {
    return deltaRequests.get();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "playback");
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream plain = socket.getOutputStream();
      OutputStream out =
          plan.bytesASecond() == 0 ? plain : new PacedOutput(plain, plan.bytesASecond());
      String head = head(in);
      while (!head.isEmpty()) {
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        answer(head, new String(body, StandardCharsets.UTF_8), out);
        head = head(in);
      }
    } catch (IOException e) {
      // The client is gone: a run that was measured has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private void answer(String head, String body, OutputStream out)
      throws IOException, InterruptedException {
    if (head.contains("/api/list_snapshot")) {
      Thread.sleep(plan.latency().toMillis());
      snapshot(body, out);
      return;
    }
    if (head.contains("/api/document_deltas")) {
      Thread.sleep(plan.latency().toMillis());
      deltas(body, out);
      return;
    }
    if (head.contains("/api/json_schemas")) {
      text(SourceSchemas.of(plan.tables()), out);
      return;
    }
    String tables =
        plan.tables().stream()
            .map("{\"name\":\"%s\",\"columns\":[]}"::formatted)
            .collect(Collectors.joining(",", "{\"byComponent\":{\"\":[", "]}}"));
    text(tables, out);
  }

  private void snapshot(String body, OutputStream out) throws IOException {
    Matcher cursor = SNAPSHOT_CURSOR.matcher(body);
    int page = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
    boolean more = page + 1 < plan.snapshotPages();
    String end =
        ",\"snapshot\":%d,\"cursor\":%s,\"hasMore\":%b}"
            .formatted(SourcePages.SNAPSHOT, more ? "\"" + (page + 1) + "\"" : "null", more);
    if (page >= plan.snapshotPages() || !body.contains("included")) {
      text(
          "{\"values\":[],\"snapshot\":%d,\"cursor\":null,\"hasMore\":false}"
              .formatted(SourcePages.SNAPSHOT),
          out);
      return;
    }
    page(plan.snapshot(), end, out);
  }

  private void deltas(String body, OutputStream out) throws IOException {
    deltaRequests.incrementAndGet();
    Matcher cursor = LOG_CURSOR.matcher(body);
    int page = cursor.find() ? (int) (Long.parseLong(cursor.group(1)) - SourcePages.SNAPSHOT) : 0;
    if (page >= plan.logPages()) {
      text(
          "{\"values\":[],\"cursor\":%d,\"hasMore\":false}".formatted(SourcePages.SNAPSHOT + page),
          out);
      return;
    }
    String end = ",\"cursor\":%d,\"hasMore\":true}".formatted(SourcePages.SNAPSHOT + page + 1);
    page(plan.log(), end, out);
  }

  private static void page(SourcePages pages, String end, OutputStream out) throws IOException {
    out.write(responseHead(pages.length(end)));
    pages.write(out, end);
  }

  private static void text(String body, OutputStream out) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    out.write(responseHead(bytes.length));
    out.write(bytes);
  }

  private static byte[] responseHead(long length) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
