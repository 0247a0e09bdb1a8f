package dev.convexairbyte.destination.mapping;

/** One JSON object: {@code bytes[start, end)}. */
// Compared by nobody: a list of bytes would cost a copy.
@SuppressWarnings("ArrayRecordComponent")
public record JsonSlice(byte[] bytes, int start, int end) {

  public int length() {
    return end - start;
  }
}
