package dev.convexairbyte.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The messages of an import as the bytes of its body, each with a comma before it. They are kept in
 * segments that are never moved: a record is copied once, and no array is so large that a small
 * heap has no place for it.
 */
final class ImportMessages {

  private static final int FIRST_SEGMENT = 1024;
  private static final int BYTES_PER_MESSAGE = Integer.BYTES;

  private final ImportSegments unused;
  private final List<byte[]> segments = new ArrayList<>();
  private final BitSet dropped = new BitSet();
  private byte[] last = new byte[0];
  private int lastUsed;
  private int[] ends = new int[16];
  private int count;
  private int memory;

  ImportMessages(ImportSegments unused) {
    this.unused = unused;
  }

  int count() {
    return count;
  }

  /** What all of it occupies, in bytes. */
  int memory() {
    return memory + ends.length * BYTES_PER_MESSAGE;
  }

  void append(byte[] bytes, int start, int end) {
    int from = start;
    while (from < end) {
      if (lastUsed == last.length) {
        addSegment();
      }
      int length = Math.min(end - from, last.length - lastUsed);
      System.arraycopy(bytes, from, last, lastUsed, length);
      lastUsed += length;
      from += length;
    }
  }

  private void addSegment() {
    int size = Math.min(ImportSegments.SIZE, Math.max(FIRST_SEGMENT, last.length * 2));
    last = unused.take(size);
    lastUsed = 0;
    memory = Math.addExact(memory, size);
    segments.add(last);
  }

  /** What was appended since the last call is a message. */
  void endMessage() {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = memory - last.length + lastUsed;
  }

  /** Leaves a message out of whatever is written from now on. */
  void drop(int message) {
    dropped.set(message);
  }

  void restore() {
    dropped.clear();
  }

  /** Gives its memory to other messages. */
  void release() {
    segments.forEach(unused::giveBack);
    segments.clear();
    last = new byte[0];
  }

  /** How many messages of {@code [from, to)} are left. */
  int left(int from, int to) {
    return to - from - (dropped.isEmpty() ? 0 : dropped.get(from, to).cardinality());
  }

  /** How many bytes they have, commas between them included. */
  int bytes(int from, int to) {
    int bytes = start(to) - start(from);
    for (int message = dropped.nextSetBit(from);
        message >= 0 && message < to;
        message = dropped.nextSetBit(message + 1)) {
      bytes -= start(message + 1) - start(message);
    }
    return bytes == 0 ? 0 : bytes - 1;
  }

  /** Writes the messages of {@code [from, to)} that are left. */
  void writeTo(OutputStream out, int from, int to) throws IOException {
    boolean isFirst = true;
    int run = dropped.nextClearBit(from);
    while (run < to) {
      int next = dropped.nextSetBit(run);
      int end = next < 0 ? to : Math.min(to, next);
      write(out, start(run) + (isFirst ? 1 : 0), start(end));
      isFirst = false;
      run = dropped.nextClearBit(end);
    }
  }

  private void write(OutputStream out, int start, int end) throws IOException {
    int segmentStart = 0;
    for (byte[] segment : segments) {
      int from = Math.max(start, segmentStart);
      int to = Math.min(end, segmentStart + segment.length);
      if (from < to) {
        out.write(segment, from - segmentStart, to - from);
      }
      segmentStart += segment.length;
    }
  }

  private int start(int message) {
    return message == 0 ? 0 : ends[message - 1];
  }
}
