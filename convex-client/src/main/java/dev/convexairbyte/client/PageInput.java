package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of an answer, read in turns: a parser reads what stands around a page's rows, {@link
 * RowScanner} the rows. No more is in memory than a row and what arrived with it.
 */
final class PageInput extends InputStream {

  private static final int BUFFER_BYTES = 64 * 1024;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  /** Where the row that is being read begins; what stands before it is not needed any more. */
  private int rowStart;

  PageInput(InputStream in) {
    this.in = in;
  }

  /**
   * What the parser reads from. It has just entered an array, and it has seen nothing beyond.
   *
   * @throws UnexpectedAnswerException the parser found an encoding that is not UTF-8
   */
  static PageInput under(JsonParser parser) throws IOException {
    if (!(parser.getInputSource() instanceof PageInput input)) {
      throw new UnexpectedAnswerException("it is not UTF-8");
    }
    if (parser.releaseBuffered(OutputStream.nullOutputStream()) > 0) {
      throw new IllegalStateException("The parser has read beyond the bracket that it stands on.");
    }
    return input;
  }

  /** For the parser: never beyond a bracket, because what follows it may be rows. */
  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    rowStart = position;
    if (position == limit && !filled()) {
      return -1;
    }
    int end = Math.min(limit, position + length);
    int next = position;
    boolean bracket = false;
    while (next < end && !bracket) {
      bracket = buffer[next++] == '[';
    }
    int count = next - position;
    System.arraycopy(buffer, position, to, offset, count);
    position = next;
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** The next byte: below zero if it is no ASCII. */
  byte next() throws IOException {
    if (position == limit && !filled()) {
      throw new EOFException("The page ended early.");
    }
    return buffer[position++];
  }

  /** Gives the last byte back. */
  void back() {
    position--;
  }

  /** The byte that was read last begins a row. */
  void beginRow() {
    rowStart = position - 1;
  }

  /** The byte that was read last ends the row. */
  void endRow(RowHandler rows) {
    rows.accept(buffer, rowStart, position);
    rowStart = position;
  }

  /**
   * Passes over characters that mean themselves in a string, eight at a time; stops at a quotation
   * mark, a backslash, a control character or a byte that is no ASCII, or some bytes before the
   * buffer's end.
   */
  void skipPlainText() {
    byte[] bytes = buffer;
    int at = position;
    int last = limit - Long.BYTES;
    while (at <= last) {
      long eight = (long) LONGS.get(bytes, at);
      // Where one of eight bytes becomes negative it is one to stop at, or stands above one.
      long stops =
          (eight
                  | (eight - EACH * ' ')
                  | ((eight ^ EACH * '"') - EACH)
                  | ((eight ^ EACH * '\\') - EACH))
              & HIGHEST_BITS;
      if (stops != 0) {
        at += Long.numberOfTrailingZeros(stops) / Byte.SIZE;
        break;
      }
      at += Long.BYTES;
    }
    position = at;
  }

  private boolean filled() throws IOException {
    if (rowStart > 0) {
      System.arraycopy(buffer, rowStart, buffer, 0, limit - rowStart);
      position -= rowStart;
      limit -= rowStart;
      rowStart = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, count);
    return count > 0;
  }
}
