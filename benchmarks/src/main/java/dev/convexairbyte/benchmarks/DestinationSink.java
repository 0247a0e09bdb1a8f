package dev.convexairbyte.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that takes every import without a look at it: what comes is read and dropped, and
 * answered at once or after a while.
 */
final class DestinationSink implements AutoCloseable {

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final String LENGTH = "content-length:";

  private final ServerSocket listener;
  private final Duration latency;
  private final @Nullable Path kept;
  private final AtomicInteger imports = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  private DestinationSink(Duration latency, @Nullable Path kept) throws IOException {
    this.latency = latency;
    this.kept = kept;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::listen);
  }

  static DestinationSink atOnce() throws IOException {
    return new DestinationSink(Duration.ZERO, null);
  }

  /** One that answers each import so much later. */
  static DestinationSink after(Duration latency) throws IOException {
    return new DestinationSink(latency, null);
  }

  /** One that keeps the bodies, in files named by their number from 0. */
  static DestinationSink keeping(Path directory) throws IOException {
    return new DestinationSink(Duration.ZERO, directory);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** How many imports have come. */
  int imports() {
    return imports.get();
  }

  /** The size of their bodies. */
  long bytes() {
    return bytes.get();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "sink");
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
    byte[] buffer = new byte[BUFFER_BYTES];
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String request = line(in); !request.isEmpty(); request = line(in)) {
        long length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
            length = Long.parseLong(header.substring(LENGTH.length()).trim());
          }
        }
        boolean isImport = request.contains("/import_airbyte_records");
        take(in, length, isImport, buffer);
        if (isImport) {
          Thread.sleep(latency.toMillis());
        }
        socket.getOutputStream().write(answer(request));
      }
    } catch (IOException e) {
      // The client is gone: a run that was measured has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(InputStream in, long length, boolean isImport, byte[] buffer)
      throws IOException {
    if (isImport) {
      bytes.addAndGet(length);
      int number = imports.getAndIncrement();
      if (kept != null) {
        Files.write(kept.resolve(String.valueOf(number)), in.readNBytes((int) length));
        return;
      }
    }
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }

  /** A line of a request's head; empty at the end of the head, and of the connection. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().trim();
  }

  private static byte[] answer(String request) {
    String body =
        request.contains("/primary_key_indexes_ready") ? "{\"indexesReady\":true}" : "null";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
