package dev.convexairbyte.destination.mapping;

import java.util.Arrays;

/** One JSON value, mostly an object: {@code bytes[start, end)}. */
// Compared by nobody: a list of bytes would cost a copy.
@SuppressWarnings("ArrayRecordComponent")
public record JsonSlice(byte[] bytes, int start, int end) {

  static JsonSlice of(byte[] bytes) {
    return new JsonSlice(bytes, 0, bytes.length);
  }

  byte[] toByteArray() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  public int length() {
    return end - start;
  }
}
