package dev.convexairbyte.stub.transfer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param start of the first byte
 * @param length in bytes, at least one
 */
record ByteRange(long start, long length) {

  private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /** Whether a Range header is about bytes; any other is as good as none. */
  static boolean isMeant(String header) {
    return header.startsWith("bytes=");
  }

  /** Reads a Range header; empty unless it names one range that begins within the file. */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher matcher = ONE.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? Optional.empty() : last(Long.parseLong(last), size);
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
    return start <= end ? Optional.of(new ByteRange(start, end - start + 1)) : Optional.empty();
  }

  private static Optional<ByteRange> last(long count, long size) {
    long length = Math.min(count, size);
    return length == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, length));
  }

  /** As Content-Range has it. */
  String of(long size) {
    return "bytes %d-%d/%d".formatted(start, start + length - 1, size);
  }
}
