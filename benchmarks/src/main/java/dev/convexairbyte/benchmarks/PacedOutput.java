package dev.convexairbyte.benchmarks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * A link that carries so many bytes a second: what the reader does not take in time is not made up
 * for.
 */
final class PacedOutput extends OutputStream {

  private static final int PIECE_BYTES = 32 * 1024;

  /** As much as a sleep may last too long. */
  private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final OutputStream output;
  private final double nanosAByte;
  private long free = System.nanoTime();

  PacedOutput(OutputStream output, long bytesASecond) {
    this.output = output;
    this.nanosAByte = 1e9 / bytesASecond;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int from = offset; from < end; from += PIECE_BYTES) {
      int count = Math.min(PIECE_BYTES, end - from);
      awaitTurn(count);
      output.write(bytes, from, count);
    }
  }

  private void awaitTurn(int bytes) throws InterruptedIOException {
    long now = System.nanoTime();
    free = Math.max(free, now - SLACK_NANOS) + (long) (bytes * nanosAByte);
    try {
      TimeUnit.NANOSECONDS.sleep(free - now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted between two pieces");
    }
  }
}
