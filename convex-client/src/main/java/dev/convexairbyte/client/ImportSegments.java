package dev.convexairbyte.client;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays that the records of batches are kept in, used again by the next batch: batches live long
 * enough to be copied by the collector, and large enough for that to cost. For one thread.
 */
public final class ImportSegments {

  static final int SIZE = 64 * 1024;

  /** 8 MiB: a few batches. Those that wait because the deployment is slow need no speed. */
  private static final int MOST_KEPT = 128;

  private final Deque<byte[]> free = new ArrayDeque<>();

  /** An array of at most {@link #SIZE} bytes. */
  byte[] take(int size) {
    byte[] segment = size == SIZE ? free.poll() : null;
    return segment == null ? new byte[size] : segment;
  }

  void giveBack(byte[] segment) {
    if (segment.length == SIZE && free.size() < MOST_KEPT) {
      free.push(segment);
    }
  }
}
