package dev.convexairbyte.stub;

import java.io.IOException;
import java.io.OutputStream;

/** Lets so many bytes through and swallows the others, counting all. */
final class LimitedOutput extends OutputStream {

  private final OutputStream out;
  private final long limit;
  private long written;

  LimitedOutput(OutputStream out, long limit) {
    this.out = out;
    this.limit = limit;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    long room = Math.max(0, limit - written);
    out.write(bytes, offset, (int) Math.min(room, length));
    written += length;
  }

  long written() {
    return written;
  }
}
