package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request for one table, kept as the bytes of the body: a record is copied once
 * on its way from input to socket. Not for use by several threads; a request that is under way
 * counts as one.
 */
public final class ImportBatch {

  private static final int FIRST_CAPACITY = 8 * 1024;

  /** Between two writes the client looks whether the request was refused already. */
  private static final int PIECE = 64 * 1024;

  private final String table;
  private final byte[] envelope;
  private final byte[] messageStart;
  private byte[] messages = new byte[FIRST_CAPACITY];
  private int bytes;
  private int records;

  /**
   * @param table as the backend stores it
   * @param primaryKey paths as the backend stores them; null appends
   */
  public ImportBatch(String table, @Nullable List<List<String>> primaryKey) {
    this.table = table;
    this.envelope = envelope(table, primaryKey);
    this.messageStart =
        concatenated(ascii("{\"tableName\":"), Json.bytes(table), ascii(",\"data\":"));
  }

  /** Adds one record: {@code data[start, end)} is a JSON object. */
  public void add(byte[] data, int start, int end) {
    int length = end - start;
    reserve(Math.addExact(length, messageStart.length + 2));
    if (records > 0) {
      messages[bytes++] = ',';
    }
    System.arraycopy(messageStart, 0, messages, bytes, messageStart.length);
    bytes += messageStart.length;
    System.arraycopy(data, start, messages, bytes, length);
    bytes += length;
    messages[bytes++] = '}';
    records++;
  }

  public int records() {
    return records;
  }

  /** The size of the messages so far, without the envelope. */
  public int bytes() {
    return bytes;
  }

  public boolean isEmpty() {
    return records == 0;
  }

  /** Forgets the records and keeps the memory. */
  public void clear() {
    bytes = 0;
    records = 0;
  }

  public String table() {
    return table;
  }

  long bodyLength() {
    return (long) envelope.length + bytes + 2;
  }

  void writeBody(OutputStream out) throws IOException {
    out.write(envelope);
    for (int start = 0; start < bytes; start += PIECE) {
      out.write(messages, start, Math.min(PIECE, bytes - start));
    }
    out.write(']');
    out.write('}');
  }

  private void reserve(int more) {
    int needed = Math.addExact(bytes, more);
    if (needed > messages.length) {
      int grown = (int) Math.min(Integer.MAX_VALUE - 8L, messages.length * 3L / 2);
      messages = Arrays.copyOf(messages, Math.max(needed, grown));
    }
  }

  /**
   * Everything before the first message. jsonSchema must be there and is not looked at; a
   * primaryKey makes the import replace rows (get-convex/convex-backend,
   * crates/application/src/airbyte_import.rs).
   */
  private static byte[] envelope(String table, @Nullable List<List<String>> primaryKey) {
    byte[] key =
        primaryKey == null
            ? new byte[0]
            : concatenated(ascii("\"primaryKey\":"), Json.bytes(primaryKey), ascii(","));
    return concatenated(
        ascii("{\"tables\":{"),
        Json.bytes(table),
        ascii(":{"),
        key,
        ascii("\"jsonSchema\":null}},\"messages\":["));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] concatenated(byte[]... parts) {
    byte[] whole = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int end = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, end, part.length);
      end += part.length;
    }
    return whole;
  }
}
