package dev.convexairbyte.cdk.io;

import java.io.ByteArrayOutputStream;

/** The bytes of one RECORD line, behind a start that is the same for every line of the stream. */
final class RecordLine extends ByteArrayOutputStream {

  /** Kept between records at most: there can be thousands of streams, and a heap of 128 MiB. */
  private static final int LARGEST_KEPT = 32 * 1024;

  private static final int ROOM_FOR_DATA = 1024;

  private final byte[] start;

  RecordLine(byte[] start) {
    super(start.length + ROOM_FOR_DATA);
    this.start = start;
    begin();
  }

  /** Forgets all but the start. */
  void begin() {
    if (buf.length > LARGEST_KEPT + start.length) {
      buf = new byte[start.length + ROOM_FOR_DATA];
    }
    System.arraycopy(start, 0, buf, 0, start.length);
    count = start.length;
  }

  /** Whether what stands behind the start looks like one JSON object. */
  boolean endsWithObject() {
    return count > start.length + 1 && buf[start.length] == '{' && buf[count - 1] == '}';
  }

  void append(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }
}
