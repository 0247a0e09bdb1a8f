package dev.convexairbyte.cdk.io;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whole lines that wait to be written, and behind them one that is being put together. JSON written
 * to it stays on its line whatever a reader takes for a line end: Python's {@code splitlines()},
 * with which Airbyte's acceptance tests cut our output (airbytehq/airbyte-python-cdk, {@code
 * test/utils/docker.py}), knows three that JSON allows in a string.
 */
final class LineBuffer extends OutputStream {

  /** Kept for the next lines at most: the heap has 128 MiB. */
  private static final int LARGEST_KEPT = 4 * 1024 * 1024;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  /** The first bytes of the three line ends beyond ASCII, 0xc2 and 0xe2, differ in one bit only. */
  private static final long FIRST_BYTES = 0xc2c2_c2c2_c2c2_c2c2L;

  private static final long ALL_OTHER_BITS = 0xdfdf_dfdf_dfdf_dfdfL;

  private static final byte[] SPACE = {' '};
  private static final byte[] NEXT_LINE = "\\u0085".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_SEPARATOR = "\\u2028".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PARAGRAPH_SEPARATOR = "\\u2029".getBytes(StandardCharsets.US_ASCII);

  private final int capacity;
  private byte[] buffer;
  private int count;
  private int wholeLines;

  LineBuffer(int capacity) {
    this.capacity = capacity;
    this.buffer = new byte[capacity];
  }

  /** How many bytes wait. */
  int size() {
    return wholeLines;
  }

  /** The length of the line that was begun. */
  int lineLength() {
    return count - wholeLines;
  }

  /** Whether the line looks like one JSON object from there on. */
  boolean isObjectFrom(int start) {
    int first = wholeLines + start;
    return count > first + 1 && buffer[first] == '{' && buffer[count - 1] == '}';
  }

  void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  void endLine() {
    wholeLines = count;
  }

  /** Forgets the line that was begun. */
  void dropLine() {
    count = wholeLines;
  }

  /** Hands on the whole lines; one that was begun stays. */
  void moveTo(OutputStream output) throws IOException {
    if (wholeLines > 0) {
      output.write(buffer, 0, wholeLines);
    }
    count -= wholeLines;
    System.arraycopy(buffer, wholeLines, buffer, 0, count);
    wholeLines = 0;
    if (buffer.length > LARGEST_KEPT && count <= capacity) {
      buffer = Arrays.copyOf(buffer, capacity);
    }
  }

  @Override
  public void write(int oneByte) {
    append(new byte[] {(byte) oneByte});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    append(bytes, offset, length);
  }

  /**
   * Escapes what some reader takes for a line end in the line that was begun, from there on. Done
   * once for the whole of it: it comes in small pieces, and hardly one has something to escape.
   */
  void escapeLineEnds(int start) {
    int first = firstLineEnd(wholeLines + start);
    if (first == count) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(buffer, first, count);
    count = first;
    int from = 0;
    int at = 0;
    while (at < rest.length) {
      byte[] escape = escapeAt(rest, at, rest.length);
      if (escape == null) {
        at++;
        continue;
      }
      append(rest, from, at - from);
      append(escape);
      at += rest[at] >= 0 ? 1 : rest[at] == (byte) 0xc2 ? 2 : 3;
      from = at;
    }
    append(rest, from, rest.length - from);
  }

  /** Where the first line end begins; the count where there is none. */
  private int firstLineEnd(int from) {
    byte[] bytes = buffer;
    int at = from;
    while (at <= count - Long.BYTES) {
      long suspects = suspects((long) LONGS.get(bytes, at));
      if (suspects == 0) {
        at += Long.BYTES;
        continue;
      }
      at += Long.numberOfTrailingZeros(suspects) >>> 3;
      if (escapeAt(bytes, at, count) != null) {
        return at;
      }
      at++;
    }
    while (at < count && escapeAt(bytes, at, count) == null) {
      at++;
    }
    return at;
  }

  /** The lowest bit that is set belongs to a control character, 0xc2 or 0xe2. */
  private static long suspects(long eight) {
    long control = (eight - EACH * ' ') & ~eight;
    long start = (eight & ALL_OTHER_BITS) ^ FIRST_BYTES;
    return (control | ((start - EACH) & ~start)) & HIGHEST_BITS;
  }

  /** What stands for the line end that begins there, if one does. */
  private static byte @Nullable [] escapeAt(byte[] bytes, int at, int end) {
    return switch (bytes[at]) {
      // Between tokens, for inside a string JSON allows neither.
      case '\n', '\r' -> SPACE;
      case (byte) 0xc2 -> at + 1 < end && bytes[at + 1] == (byte) 0x85 ? NEXT_LINE : null;
      case (byte) 0xe2 -> at + 2 < end ? separator(bytes[at + 1], bytes[at + 2]) : null;
      default -> null;
    };
  }

  private static byte @Nullable [] separator(byte second, byte third) {
    if (second != (byte) 0x80) {
      return null;
    }
    return switch (third) {
      case (byte) 0xa8 -> LINE_SEPARATOR;
      case (byte) 0xa9 -> PARAGRAPH_SEPARATOR;
      default -> null;
    };
  }

  private void append(byte[] bytes, int offset, int length) {
    if (length > buffer.length - count) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, count + length));
    }
    System.arraycopy(bytes, offset, buffer, count, length);
    count += length;
  }
}
