package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The bytes of an answer, read in turns: a parser reads what stands around a page's rows, {@link
 * RowScanner} the rows. No more is in memory than a row and what arrived with it.
 */
final class PageInput extends InputStream {

  private static final int BUFFER_BYTES = 64 * 1024;

  /** Pieces of this size are still in the processor's cache when they are scanned and copied. */
  private static final int PIECE_BYTES = 16 * 1024;

  /** Zeros behind the last byte, which no JSON holds: who scans eight at a time stops there. */
  private static final int PADDING = Long.BYTES;

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

  /**
   * What is here: valid up to {@link #limit()}, with eight zeros behind. Another array after {@link
   * #more}.
   */
  byte[] bytes() {
    return buffer;
  }

  int position() {
    return position;
  }

  int limit() {
    return limit;
  }

  /** The byte there is the next that is read, and begins a row or stands behind one. */
  void moveTo(int at) {
    position = at;
    rowStart = at;
  }

  /**
   * Receives what comes behind the limit.
   *
   * @return where the first byte of it is; the row's earlier bytes are still before it
   * @throws EOFException nothing comes any more
   */
  int more() throws IOException {
    position = limit;
    if (!filled()) {
      throw new EOFException("The page ended early.");
    }
    return position;
  }

  private boolean filled() throws IOException {
    if (buffer.length - PADDING - limit < PIECE_BYTES) {
      makeRoom();
    }
    int count = in.read(buffer, limit, Math.min(PIECE_BYTES, buffer.length - PADDING - limit));
    limit += Math.max(0, count);
    Arrays.fill(buffer, limit, limit + PADDING, (byte) 0);
    return count > 0;
  }

  private void makeRoom() {
    System.arraycopy(buffer, rowStart, buffer, 0, limit - rowStart);
    position -= rowStart;
    limit -= rowStart;
    rowStart = 0;
    if (buffer.length - PADDING - limit < PIECE_BYTES) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }
}
