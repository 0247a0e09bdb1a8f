package dev.convexairbyte.cdk.io;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts a stream of bytes into lines of any length. They stay in the blocks that they were read
 * into; only a line that a block ends within is moved, to the start of the next.
 */
final class LineReader {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final long LINE_FEEDS = ONES * '\n';

  private final InputStream input;
  private final InputBlocks blocks = new InputBlocks();
  private byte[] block = {};

  /** Where the next line begins. */
  private int position;

  /** There is no line feed from {@link #position} up to there. */
  private int searched;

  private int limit;
  private int start;
  private int end;
  private boolean isEnded;

  LineReader(InputStream input) {
    this.input = input;
  }

  /** Reads the next line; false at the end of the input. */
  boolean next() throws IOException {
    while (!hasLine()) {
      if (!fill()) {
        return unended();
      }
    }
    set(searched);
    position = ++searched;
    isEnded = true;
    return true;
  }

  private boolean unended() {
    set(limit);
    position = limit;
    isEnded = false;
    return start < limit;
  }

  private void set(int lineFeed) {
    start = position;
    boolean hasReturn = lineFeed > start && block[lineFeed - 1] == '\r';
    end = hasReturn ? lineFeed - 1 : lineFeed;
  }

  /** The line is {@code block()[start(), end())}, without its end. */
  byte[] block() {
    return block;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Whether the line has its line feed; false where the input ended within it. */
  boolean isEnded() {
    return isEnded;
  }

  /** Whether the next line is in this block, so that {@link #next()} does not wait for input. */
  boolean hasLine() {
    searched = indexOfLineFeed(block, searched, limit);
    return searched < limit;
  }

  /** Takes back a block that lines were in and nobody looks at any more; for any thread. */
  void giveBack(byte[] unused) {
    blocks.giveBack(unused);
  }

  /** Reads on behind the line that has begun. */
  private boolean fill() throws IOException {
    if (position > 0 || limit == block.length) {
      moveOn();
    }
    int read = input.read(block, limit, block.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  /** Leaves the block to the lines that were read from it, unless they were none. */
  private void moveOn() {
    int begun = limit - position;
    byte[] next = blocks.take(Math.multiplyExact(2, begun));
    System.arraycopy(block, position, next, 0, begun);
    block = next;
    position = 0;
    searched = begun;
    limit = begun;
  }

  /** The limit if there is none. */
  private static int indexOfLineFeed(byte[] bytes, int from, int limit) {
    int index = from;
    while (index <= limit - Long.BYTES && !hasLineFeed((long) LONGS.get(bytes, index))) {
      index += Long.BYTES;
    }
    while (index < limit && bytes[index] != '\n') {
      index++;
    }
    return index;
  }

  /** Whether one of eight bytes is a line feed: what becomes zero borrows from its highest bit. */
  private static boolean hasLineFeed(long eight) {
    long zeros = eight ^ LINE_FEEDS;
    return ((zeros - ONES) & ~zeros & HIGHEST_BITS) != 0;
  }
}
