package dev.convexairbyte.cdk.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a thread of its own what it is given, in order and at once, while the giver goes on to
 * the next request. No more waits than a few MiB: then the giver waits too. What goes wrong comes
 * out of the next call.
 */
public final class OverlappedOutput extends OutputStream {

  /** Room becomes free again in pieces of this size at most. */
  private static final int PIECE_BYTES = 256 * 1024;

  private final OutputStream output;
  private final byte[] ring;
  private int first;
  private int waiting;
  private boolean isClosed;
  private @Nullable Throwable failure;

  private OverlappedOutput(OutputStream output, int capacity) {
    this.output = output;
    this.ring = new byte[capacity];
  }

  /** Begins to write. */
  public static OverlappedOutput to(OutputStream output, int capacity) {
    OverlappedOutput overlapped = new OverlappedOutput(output, capacity);
    Thread thread = new Thread(overlapped::writeOn, "output");
    // A process whose output hangs ends when its work has ended: that waits in flush.
    thread.setDaemon(true);
    thread.start();
    return overlapped;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      awaitUntil(ring.length - 1);
      int free = (first + waiting) % ring.length;
      int room = Math.min(ring.length - waiting, ring.length - free);
      int count = Math.min(room, end - from);
      System.arraycopy(bytes, from, ring, free, count);
      from += count;
      waiting += count;
      notifyAll();
    }
  }

  /** Waits until all is written. */
  @Override
  public synchronized void flush() throws IOException {
    awaitUntil(0);
  }

  /** Waits until all is written, and closes the output. */
  @Override
  public void close() throws IOException {
    try {
      flush();
    } finally {
      end();
      output.close();
    }
  }

  private synchronized void end() {
    isClosed = true;
    notifyAll();
  }

  /** Waits until no more than so many bytes wait. */
  private void awaitUntil(int most) throws IOException {
    awaitWhile(() -> failure == null && waiting > most);
    if (failure != null) {
      throw new IOException("The output failed", failure);
    }
  }

  private void awaitWhile(BooleanSupplier busy) throws InterruptedIOException {
    try {
      while (busy.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the output was busy");
    }
  }

  private void writeOn() {
    try {
      int piece = nextPiece(0);
      while (piece > 0) {
        output.write(ring, first, piece);
        piece = nextPiece(piece);
      }
    } catch (Throwable e) {
      // Whatever it is: a giver that waits has to learn that nobody writes any more.
      fail(e);
    }
  }

  /**
   * Frees what is written and waits for more; answers how much stands in one piece, and 0 when no
   * more will come.
   */
  private synchronized int nextPiece(int written) throws IOException {
    first = (first + written) % ring.length;
    waiting -= written;
    notifyAll();
    awaitWhile(() -> waiting == 0 && !isClosed);
    return Math.min(PIECE_BYTES, Math.min(waiting, ring.length - first));
  }

  private synchronized void fail(Throwable e) {
    failure = e;
    notifyAll();
  }
}
