package dev.convexairbyte.destination.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The integers that a 64-bit float can tell from their neighbours. */
final class ExactIntegers {

  /** 2^53: beyond it two integers may be one double. */
  private static final byte[] LARGEST = "9007199254740992".getBytes(StandardCharsets.US_ASCII);

  private ExactIntegers() {}

  /** Whether the JSON integer {@code json[start, end)} is beyond 2^53. */
  static boolean areExceededBy(byte[] json, int start, int end) {
    int digits = json[start] == '-' ? start + 1 : start;
    int length = end - digits;
    return length > LARGEST.length
        || (length == LARGEST.length && Arrays.compare(json, digits, end, LARGEST, 0, length) > 0);
  }
}
