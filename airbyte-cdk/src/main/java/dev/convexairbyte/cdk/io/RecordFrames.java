package dev.convexairbyte.cdk.io;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/** The frames of the streams that came last: their records may come in turn. */
final class RecordFrames {

  private static final int MOST = 8;

  /** Of one frame: what is much longer does not come again, and is not worth keeping. */
  private static final int MOST_BYTES = 4096;

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

  /**
   * Keeps the one of a line that was found to be a RECORD, {@code bytes[start, end)}, and forgets
   * the one that was asked for the longest ago, more or less.
   */
  void add(StreamDescriptor stream, byte[] bytes, int start, Span data, int end) {
    if (end - start - (data.end() - data.start()) > MOST_BYTES) {
      return;
    }
    last = (last + MOST - 1) % MOST;
    frames[last] = RecordFrame.of(stream, bytes, start, data, end);
  }
}
