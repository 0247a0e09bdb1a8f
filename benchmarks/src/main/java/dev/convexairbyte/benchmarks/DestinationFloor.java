package dev.convexairbyte.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The least that a destination does: it reads lines, takes the data out of those that are as long
 * as a RECORD by counting characters, gathers them to bodies as large as the destination's, and
 * posts these as {@link DestinationPosts} does. It looks at nothing, so it would send whatever
 * stands there. As a program it takes the URL, the key, the most bytes of a body, and how many
 * requests at a time; the lines come on standard input.
 */
public final class DestinationFloor {

  private static final int BLOCK_BYTES = 128 * 1024;
  private static final int RECORDS_PER_BODY = 1000;
  private static final byte[] BODY_START =
      ascii("{\"tables\":{\"items\":{\"jsonSchema\":null}},\"messages\":[");
  private static final byte[] MESSAGE_START = ascii("{\"tableName\":\"items\",\"data\":");
  private static final byte[] MESSAGE_END = ascii("},");
  private static final byte[] BODY_END = ascii("null]}");

  private final DestinationPosts posts;
  private final int bodyBytes;
  private final int lanes;
  private final ExecutorService threads;
  private final Queue<Future<?>> underWay = new ArrayDeque<>();
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int records;

  private DestinationFloor(DestinationPosts posts, int bodyBytes, int lanes) {
    this.posts = posts;
    this.bodyBytes = bodyBytes;
    this.lanes = lanes;
    this.threads = Executors.newFixedThreadPool(lanes);
  }

  public static void main(String[] arguments) throws Exception {
    int lanes = Integer.parseInt(arguments[3]);
    try (DestinationPosts posts = new DestinationPosts(arguments[0], arguments[1], lanes)) {
      DestinationFloor floor = new DestinationFloor(posts, Integer.parseInt(arguments[2]), lanes);
      floor.copy(System.in);
    }
  }

  private void copy(InputStream input) throws Exception {
    byte[] block = new byte[BLOCK_BYTES];
    int begun = 0;
    int read = input.read(block, 0, BLOCK_BYTES);
    while (read > 0) {
      int limit = begun + read;
      // What the JVM finds a character in the fastest is a string.
      String text = new String(block, 0, limit, StandardCharsets.ISO_8859_1);
      int position = 0;
      int lineFeed = text.indexOf('\n');
      while (lineFeed >= 0) {
        line(block, position, lineFeed);
        position = lineFeed + 1;
        lineFeed = text.indexOf('\n', position);
      }
      begun = limit - position;
      System.arraycopy(block, position, block, 0, begun);
      read = input.read(block, begun, BLOCK_BYTES - begun);
    }
    send();
    while (!underWay.isEmpty()) {
      underWay.remove().get();
    }
    threads.shutdown();
  }

  private void line(byte[] block, int start, int end)
      throws ExecutionException, InterruptedException {
    int data = start + DestinationRecords.LINE_START.length();
    int length = end - DestinationRecords.LINE_END.length() - data;
    if (length <= 0 || block[start + DestinationRecords.TYPE_AT] != 'R') {
      return;
    }
    if (records == RECORDS_PER_BODY || body.size() + length > bodyBytes) {
      send();
    }
    if (records++ == 0) {
      body.writeBytes(BODY_START);
    }
    body.writeBytes(MESSAGE_START);
    body.write(block, data, length);
    body.writeBytes(MESSAGE_END);
  }

  private void send() throws ExecutionException, InterruptedException {
    if (records == 0) {
      return;
    }
    body.writeBytes(BODY_END);
    byte[] bytes = body.toByteArray();
    body = new ByteArrayOutputStream(bytes.length + BODY_START.length);
    records = 0;
    if (underWay.size() == 2 * lanes) {
      underWay.remove().get();
    }
    underWay.add(
        threads.submit(
            () -> {
              posts.send("POST", DestinationPosts.IMPORT, bytes);
              return bytes;
            }));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
