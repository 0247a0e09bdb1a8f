package dev.convexairbyte.sync.relay;

import dev.convexairbyte.cdk.io.OverlappedOutput;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The lines on their way into the destination. They go on in lots, and no more than a few MiB wait
 * for a destination that is slower than its source: then the source waits too.
 */
final class DestinationInput implements AutoCloseable {

  private static final int LOT_BYTES = 64 * 1024;
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final OverlappedOutput output;
  private final Watch watch;
  private byte[] lot = new byte[LOT_BYTES];
  private int count;

  DestinationInput(OutputStream input, Watch watch) {
    this.output = OverlappedOutput.to(input, MOST_BYTES);
    this.watch = watch;
  }

  /** A line, without its end. */
  void line(byte[] line) {
    line(line, 0, line.length);
  }

  /** The line {@code bytes[start, end)}, without its end. */
  void line(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length >= lot.length - count) {
      push();
    }
    if (length >= lot.length) {
      lot = new byte[length + 1];
    }
    System.arraycopy(bytes, start, lot, count, length);
    count += length;
    lot[count] = '\n';
    count++;
  }

  /** Hands on what was gathered. */
  void push() {
    if (count == 0) {
      return;
    }
    watch.writing();
    try {
      output.write(lot, 0, count);
    } catch (IOException e) {
      throw new DestinationGoneException(e);
    } finally {
      watch.reading();
    }
    count = 0;
    if (lot.length > LOT_BYTES) {
      lot = new byte[LOT_BYTES];
    }
  }

  /** Waits for the destination until it has taken all, and ends its input. */
  @Override
  public void close() {
    try {
      push();
      watch.writing();
      output.close();
    } catch (IOException e) {
      throw new DestinationGoneException(e);
    }
  }

  /** Lets go of what has not gone out. */
  void abandon() {
    try {
      output.close();
    } catch (IOException e) {
      // It is broken, which is why it is abandoned.
    }
  }
}
