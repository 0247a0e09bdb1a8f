package dev.convexairbyte.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Prepared pages of an export. All pages of one kind hold the same rows and differ in their cursor,
 * so that a large snapshot needs no more memory than a page, and a large page no more than a row.
 */
final class SourcePages {

  static final String TABLE = "documents";
  static final long SNAPSHOT = 1_795_210_659_123_456_789L;

  /** The backend's bounds of a page (convex-export.md 3.3 and 4.3). */
  static final int SNAPSHOT_ROWS = 1024;

  static final int DELTA_ROWS = 128;

  private static final byte[] HEAD = "{\"values\":[".getBytes(StandardCharsets.UTF_8);
  private static final int LARGEST_IN_MEMORY = 32 * 1024 * 1024;

  private final int rows;
  private final String body;
  private final String[] tables;
  private final boolean log;
  private final byte[] prepared;

  private SourcePages(int rows, int documentBytes, boolean log, String... tables) {
    this.rows = rows;
    this.body = fields(documentBytes);
    this.tables = tables;
    this.log = log;
    boolean fits = (long) rows * documentBytes <= LARGEST_IN_MEMORY;
    this.prepared = fits ? inMemory() : new byte[0];
  }

  /** Pages of list_snapshot, 1,024 documents each. */
  static SourcePages ofSnapshot(int documentBytes) {
    return new SourcePages(SNAPSHOT_ROWS, documentBytes, false, TABLE);
  }

  /** Pages of document_deltas, 128 revisions each, of the tables in turn. */
  static SourcePages ofLog(int documentBytes, String... tables) {
    return new SourcePages(DELTA_ROWS, documentBytes, true, tables);
  }

  /** One page with what stands behind its rows, as in a response. */
  byte[] page(String end) {
    ByteArrayOutputStream page = new ByteArrayOutputStream(prepared.length + 256);
    try {
      write(page, end);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written.", e);
    }
    return page.toByteArray();
  }

  long length(String end) {
    long length = HEAD.length + 1L + end.length();
    if (prepared.length > 0) {
      return length + prepared.length;
    }
    for (int row = 0; row < rows; row++) {
      length += separator(row).length() + start(row).length() + (long) body.length();
    }
    return length;
  }

  void write(OutputStream to, String end) throws IOException {
    to.write(HEAD);
    if (prepared.length > 0) {
      to.write(prepared);
    } else {
      writeRows(to);
    }
    to.write((']' + end).getBytes(StandardCharsets.UTF_8));
  }

  private byte[] inMemory() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      writeRows(all);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written.", e);
    }
    return all.toByteArray();
  }

  private void writeRows(OutputStream to) throws IOException {
    byte[] fields = body.getBytes(StandardCharsets.ISO_8859_1);
    for (int row = 0; row < rows; row++) {
      to.write((separator(row) + start(row)).getBytes(StandardCharsets.UTF_8));
      to.write(fields);
    }
  }

  private static String separator(int row) {
    return row == 0 ? "" : ",";
  }

  private String start(int row) {
    long timestamp = log ? SNAPSHOT + 1 : SNAPSHOT - 1_000_000_007L * row;
    return "{\"_component\":\"\",\"_table\":\"%s\",\"_ts\":%d,%s\"_creationTime\":%d.25,\"_id\":\"j%031d\""
        .formatted(
            tables[row % tables.length],
            timestamp,
            log ? "\"_deleted\":false," : "",
            1_795_210_659_123L + row,
            row);
  }

  /** The rest of a row: of every kind of value some, until the size is reached. */
  private static String fields(int documentBytes) {
    StringBuilder fields = new StringBuilder();
    int rest = documentBytes - 130;
    String small = ",\"age\":42.0,\"name\":\"Ann Lee\"";
    fields.append(small);
    for (int item = 0; fields.length() + 150 < rest / 2; item++) {
      fields.append(
          ",\"item%d\":{\"price\":%d.95,\"tags\":[\"red\",\"on sale\",null],\"ok\":true,\"note\":\"line one\\nline two\"}"
              .formatted(item, item));
    }
    // UTF-8 of an e with an accent, as Latin-1 characters: one a byte.
    String words = "The quick brown fox jumps over the lazy dog at the caf\u00c3\u00a9. ";
    fields.append(",\"text\":\"");
    while (fields.length() + 2 + words.length() < rest) {
      fields.append(words);
    }
    return fields.append("\"}").toString();
  }
}
