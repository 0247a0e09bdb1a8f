package dev.convexairbyte.sync.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The standard output of a fake program: whoever reads it waits for the next line. */
final class PrintedLines {

  private static final byte[] END = {};

  private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();

  void print(String line) {
    lines.add(FakeSource.bytes(line));
  }

  void end() {
    lines.add(END);
  }

  InputStream stream() {
    return new InputStream() {
      private byte[] current = {};
      private int position;
      private boolean isEnded;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        while (!isEnded && position == current.length) {
          next();
        }
        if (isEnded) {
          return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, bytes, offset, count);
        position += count;
        return count;
      }

      private void next() throws IOException {
        try {
          current = lines.take();
          position = 0;
          isEnded = current.length == 0;
        } catch (InterruptedException e) {
          throw new InterruptedIOException("interrupted");
        }
      }
    };
  }
}
