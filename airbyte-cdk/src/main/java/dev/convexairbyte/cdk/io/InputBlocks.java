package dev.convexairbyte.cdk.io;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that input is read into. Used again they stay in the processor's caches, and are no
 * work for the collector. For any thread.
 */
final class InputBlocks {

  /** Twice what a pipe holds: one read behind a line that has begun takes all that is there. */
  static final int BLOCK_BYTES = 128 * 1024;

  private static final int MOST_KEPT = 32;

  private final Queue<byte[]> free = new ArrayDeque<>();

  /** An array of so many bytes at least. */
  byte[] take(int bytes) {
    if (bytes > BLOCK_BYTES) {
      return new byte[bytes];
    }
    byte[] block = poll();
    return block == null ? new byte[BLOCK_BYTES] : block;
  }

  private synchronized byte @Nullable [] poll() {
    return free.poll();
  }

  /** Takes back an array that nobody looks at any more. */
  synchronized void giveBack(byte[] block) {
    if (block.length == BLOCK_BYTES && free.size() < MOST_KEPT) {
      free.add(block);
    }
  }
}
