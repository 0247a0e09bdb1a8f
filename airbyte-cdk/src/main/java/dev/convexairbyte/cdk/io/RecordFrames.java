package dev.convexairbyte.cdk.io;

import org.jspecify.annotations.Nullable;

/** The frames of the streams that came last: their records may come in turn. */
final class RecordFrames {

  private static final int MOST = 8;

  private final @Nullable RecordFrame[] frames = new RecordFrame[MOST];
  private int last;

  /** The one around what is in braces in {@code bytes[start, end)}; null if none is known. */
  @Nullable RecordFrame around(byte[] bytes, int start, int end) {
    for (int tried = 0; tried < MOST; tried++) {
      int next = (last + tried) % MOST;
      RecordFrame frame = frames[next];
      if (frame != null && frame.isAround(bytes, start, end)) {
        last = next;
        return frame;
      }
    }
    return null;
  }

  /** Forgets the one that was asked for the longest ago, more or less. */
  void add(RecordFrame frame) {
    last = (last + MOST - 1) % MOST;
    frames[last] = frame;
  }
}
