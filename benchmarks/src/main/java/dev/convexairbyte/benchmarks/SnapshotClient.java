package dev.convexairbyte.benchmarks;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The second process: walks a snapshot over a bare socket, and prints what that took. */
final class SnapshotClient {

  private final int stubPort;
  private final int plainPort;
  private final String key;

  private SnapshotClient(int stubPort, int plainPort, String key) {
    this.stubPort = stubPort;
    this.plainPort = plainPort;
    this.key = key;
  }

  /** What one walk brought. */
  private record Walk(long bytes, long rows, double seconds) {

    double megabytesASecond() {
      return bytes / 1e6 / seconds;
    }
  }

  /** Arguments: {@code client}, the ports of the stub and of the plain server, rounds. */
  static void measure(String[] args) throws IOException {
    String key =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
    SnapshotClient client =
        new SnapshotClient(Integer.parseInt(args[1]), Integer.parseInt(args[2]), key);
    client.run(Integer.parseInt(args[3]));
  }

  private void run(int rounds) throws IOException {
    System.out.println(
        "| round | list_snapshot MB/s | rows/s | plain copy MB/s | share of plain |");
    System.out.println("|---|---|---|---|---|");
    List<Double> speeds = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Walk walk = walk();
      double plain = walk.bytes() / 1e6 / copySeconds(walk.bytes());
      speeds.add(walk.megabytesASecond());
      System.out.printf(
          "| %d | %.0f | %.0f | %.0f | %.2f |%n",
          round,
          walk.megabytesASecond(),
          walk.rows() / walk.seconds(),
          plain,
          walk.megabytesASecond() / plain);
    }
    System.out.printf("%nBest: %.0f MB/s%n", Collections.max(speeds));
  }

  private Walk walk() throws IOException {
    long start = System.nanoTime();
    long bytes = 0;
    long rows = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stubPort)) {
      PageReader pages = new PageReader(socket.getInputStream());
      String query = "";
      do {
        String request =
            "GET /api/list_snapshot%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Convex %s\r\n\r\n"
                .formatted(query, key);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        pages.next();
        bytes += pages.bytes();
        rows += pages.rows();
        query = pages.nextQuery();
      } while (!query.isEmpty());
    }
    return new Walk(bytes, rows, (System.nanoTime() - start) / 1e9);
  }

  private double copySeconds(long bytes) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plainPort)) {
      new DataOutputStream(socket.getOutputStream()).writeLong(bytes);
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[64 << 10];
      while (in.read(buffer) >= 0) {
        // What is read is of no interest.
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
