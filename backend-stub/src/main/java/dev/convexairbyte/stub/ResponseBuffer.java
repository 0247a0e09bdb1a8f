package dev.convexairbyte.stub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The memory in which a connection gathers a body: one chunk of it, framed in place. */
final class ResponseBuffer {

  /** Fewer and larger chunks save system calls; past this it no longer shows. */
  static final int CAPACITY = 64 << 10;

  private static final byte[] LINE_END = {'\r', '\n'};
  private static final int PREFIX = 8;

  private final byte[] bytes = new byte[PREFIX + CAPACITY + LINE_END.length];
  private int size;

  /** Takes in as many of the bytes as there is room for, and says how many. */
  int fill(byte[] from, int offset, int length) {
    int taken = Math.min(length, CAPACITY - size);
    System.arraycopy(from, offset, bytes, PREFIX + size, taken);
    size += taken;
    return taken;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Writes the content as it is, and clears. */
  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, PREFIX, size);
    clear();
  }

  /** Writes the content as a chunk, and clears; an empty chunk would end the body. */
  void writeChunkTo(OutputStream out) throws IOException {
    byte[] head = (Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    int start = PREFIX - head.length;
    System.arraycopy(head, 0, bytes, start, head.length);
    System.arraycopy(LINE_END, 0, bytes, PREFIX + size, LINE_END.length);
    out.write(bytes, start, head.length + size + LINE_END.length);
    clear();
  }
}
