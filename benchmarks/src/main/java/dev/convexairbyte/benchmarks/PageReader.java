package dev.convexairbyte.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the pages of a walk, and of each no more than its end. */
final class PageReader {

  private static final int TAIL = 512;
  private static final int ROWS_A_PAGE = 1024;
  private static final Pattern END =
      Pattern.compile(
          "\"snapshot\":(\\d+),\"cursor\":(?:null|\"((?:[^\"\\\\]|\\\\.)*)\"),\"hasMore\":(true|false)}$");

  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];
  private byte[] tail = new byte[0];
  private int next;
  private int end;
  private long bytes;

  PageReader(InputStream in) {
    this.in = in;
  }

  /** Reads a response to its end; throws IOException unless it is a 200. */
  void next() throws IOException {
    bytes = 0;
    tail = new byte[0];
    if (!line().contains(" 200 ")) {
      throw new IOException("the stub did not answer with a page");
    }
    long length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    if (length >= 0) {
      body(length);
      return;
    }
    for (long size = chunk(); size > 0; size = chunk()) {
      body(size);
      line();
    }
    line();
  }

  private long chunk() throws IOException {
    return Long.parseLong(line().strip(), 16);
  }

  private void body(long size) throws IOException {
    long left = size;
    while (left > 0) {
      fill();
      int part = (int) Math.min(left, end - next);
      keep(part);
      next += part;
      left -= part;
    }
    bytes += size;
  }

  private void keep(int part) {
    int kept = Math.min(part, TAIL);
    byte[] last = Arrays.copyOfRange(buffer, next + part - kept, next + part);
    if (kept == TAIL || tail.length == 0) {
      tail = last;
      return;
    }
    byte[] both = Arrays.copyOf(tail, tail.length + kept);
    System.arraycopy(last, 0, both, tail.length, kept);
    tail = Arrays.copyOfRange(both, Math.max(0, both.length - TAIL), both.length);
  }

  private void fill() throws IOException {
    if (next < end) {
      return;
    }
    next = 0;
    end = in.read(buffer);
    if (end < 0) {
      throw new EOFException("the stub closed the connection");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      fill();
      char character = (char) buffer[next++];
      if (character == '\n') {
        return line.substring(0, line.length() - 1);
      }
      line.append(character);
    }
  }

  long bytes() {
    return bytes;
  }

  /** A full page but for the last, whose rows nobody counts. */
  long rows() throws IOException {
    return endOfPage().group(3).equals("true") ? ROWS_A_PAGE : 0;
  }

  /** The query of the next page; empty after the last. */
  String nextQuery() throws IOException {
    Matcher page = endOfPage();
    if (page.group(3).equals("false")) {
      return "";
    }
    String cursor = page.group(2).replace("\\\"", "\"");
    return "?snapshot=%s&cursor=%s"
        .formatted(page.group(1), URLEncoder.encode(cursor, StandardCharsets.UTF_8));
  }

  private Matcher endOfPage() throws IOException {
    Matcher page = END.matcher(new String(tail, StandardCharsets.UTF_8));
    if (!page.find()) {
      throw new IOException("a page did not end as pages do");
    }
    return page;
  }
}
