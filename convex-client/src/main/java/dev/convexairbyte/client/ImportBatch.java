package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request for one table, kept as the bytes of the body. Not for use by several
 * threads at a time; a request that is under way counts as one.
 */
public final class ImportBatch {

  private static final byte[] MESSAGE_END = ascii("}");
  private static final byte[] BODY_END = ascii("]}");

  private final String table;
  private final boolean hasKey;
  private final byte[] envelope;
  private final byte[] messageStart;
  private final ImportMessages messages;
  private final int from;

  /** The end of a part; the whole grows with its messages. */
  private final int partEnd;

  /**
   * @param table as the backend stores it
   * @param primaryKey paths as the backend stores them; null appends
   */
  public ImportBatch(String table, @Nullable List<List<String>> primaryKey) {
    this(table, primaryKey, new ImportSegments());
  }

  /**
   * As above.
   *
   * @param segments where its memory comes from, and goes to when it is released
   */
  public ImportBatch(
      String table, @Nullable List<List<String>> primaryKey, ImportSegments segments) {
    this.table = table;
    this.hasKey = primaryKey != null;
    this.envelope = envelope(table, primaryKey);
    this.messageStart =
        concatenated(ascii(",{\"tableName\":"), Json.bytes(table), ascii(",\"data\":"));
    this.messages = new ImportMessages(segments);
    this.from = 0;
    this.partEnd = Integer.MAX_VALUE;
  }

  private ImportBatch(ImportBatch whole, int from, int to) {
    this.table = whole.table;
    this.hasKey = whole.hasKey;
    this.envelope = whole.envelope;
    this.messageStart = whole.messageStart;
    this.messages = whole.messages;
    this.from = from;
    this.partEnd = to;
  }

  /** Adds one record: {@code data[start, end)} is a JSON object. */
  public void add(byte[] data, int start, int end) {
    messages.append(messageStart, 0, messageStart.length);
    messages.append(data, start, end);
    messages.append(MESSAGE_END, 0, MESSAGE_END.length);
    messages.endMessage();
  }

  /** How many records were added, those that were dropped included. */
  public int added() {
    return messages.count();
  }

  /** Forgets a record, given by its place among those that were added. */
  public void drop(int record) {
    messages.drop(record);
  }

  /** Takes every record back that was dropped. */
  public void restore() {
    messages.restore();
  }

  /** Gives the memory of its records, and of its parts, to other batches: it is not sent again. */
  public void release() {
    messages.release();
  }

  /** The records of {@code [from, to)}, by their places; shares the memory of this batch. */
  public ImportBatch part(int from, int to) {
    return new ImportBatch(this, from, to);
  }

  /** How many records are sent. */
  public int records() {
    return messages.left(from, to());
  }

  /** The size of the messages so far, without the envelope. */
  public int bytes() {
    return messages.bytes(from, to());
  }

  /** What the records occupy, in bytes, those that were dropped included. */
  public int memory() {
    return messages.memory();
  }

  public String table() {
    return table;
  }

  boolean hasKey() {
    return hasKey;
  }

  long bodyLength() {
    return (long) envelope.length + bytes() + BODY_END.length;
  }

  /** Writes the body of the request. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(envelope);
    messages.writeTo(out, from, to());
    out.write(BODY_END);
  }

  private int to() {
    return Math.min(partEnd, messages.count());
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
