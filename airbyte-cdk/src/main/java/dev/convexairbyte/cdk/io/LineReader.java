package dev.convexairbyte.cdk.io;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines of any length. A line that spans reads is kept in the pieces it
 * came in and joined once.
 */
final class LineReader {

  private static final int BUFFER_BYTES = 64 * 1024;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final long LINE_FEEDS = ONES * '\n';

  private final InputStream input;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  /** Where the next line ends, as far as that was looked up; before {@link #position} if not. */
  private int knownEnd = -1;

  private boolean isEnded;

  LineReader(InputStream input) {
    this.input = input;
  }

  /** The next line without its end, in an array of its own; null at the end of the input. */
  byte @Nullable [] next() throws IOException {
    List<byte[]> pieces = new ArrayList<>(0);
    while (position < limit || fill()) {
      int lineFeed = indexOfLineFeed();
      if (lineFeed >= 0) {
        byte[] last = Arrays.copyOfRange(buffer, position, lineFeed);
        position = lineFeed + 1;
        isEnded = true;
        return withoutCarriageReturn(join(pieces, last));
      }
      pieces.add(Arrays.copyOfRange(buffer, position, limit));
      position = limit;
    }
    isEnded = false;
    return pieces.isEmpty() ? null : withoutCarriageReturn(join(pieces, new byte[0]));
  }

  /** Whether the line that came last had its line feed; false where the input ended within it. */
  boolean isEnded() {
    return isEnded;
  }

  /** Whether the next line is here already, so that {@link #next()} does not wait for input. */
  boolean hasLine() {
    return position < limit && indexOfLineFeed() >= 0;
  }

  private boolean fill() throws IOException {
    position = 0;
    knownEnd = -1;
    limit = Math.max(0, input.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private int indexOfLineFeed() {
    if (knownEnd >= position) {
      return knownEnd;
    }
    int index = position;
    while (index <= limit - Long.BYTES && !hasLineFeed((long) LONGS.get(buffer, index))) {
      index += Long.BYTES;
    }
    while (index < limit) {
      if (buffer[index] == '\n') {
        knownEnd = index;
        return index;
      }
      index++;
    }
    return -1;
  }

  /** Whether one of eight bytes is a line feed: what becomes zero borrows from its highest bit. */
  private static boolean hasLineFeed(long eight) {
    long zeros = eight ^ LINE_FEEDS;
    return ((zeros - ONES) & ~zeros & HIGHEST_BITS) != 0;
  }

  private static byte[] join(List<byte[]> pieces, byte[] last) {
    if (pieces.isEmpty()) {
      return last;
    }
    int length = last.length + pieces.stream().mapToInt(piece -> piece.length).sum();
    byte[] line = new byte[length];
    int end = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, line, end, piece.length);
      end += piece.length;
    }
    System.arraycopy(last, 0, line, end, last.length);
    return line;
  }

  private static byte[] withoutCarriageReturn(byte[] line) {
    boolean ended = line.length > 0 && line[line.length - 1] == '\r';
    return ended ? Arrays.copyOf(line, line.length - 1) : line;
  }
}
