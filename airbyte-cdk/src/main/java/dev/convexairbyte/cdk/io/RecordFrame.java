package dev.convexairbyte.cdk.io;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.Arrays;

/**
 * What stands around the data of a RECORD line. Lines of one stream mostly have the same, but for
 * the digits of numbers such as {@code emitted_at}: of such a line only the data have to be looked
 * at.
 */
final class RecordFrame {

  private final StreamDescriptor stream;
  private final byte[] before;
  private final byte[] behind;
  private final boolean[] changesBefore;
  private final boolean[] changesBehind;

  private RecordFrame(StreamDescriptor stream, byte[] before, byte[] behind) {
    this.stream = stream;
    this.before = before;
    this.behind = behind;
    this.changesBefore = changes(before);
    this.changesBehind = changes(behind);
  }

  /** The frame of a line that was found to be a RECORD: {@code bytes[start, end)}. */
  static RecordFrame of(StreamDescriptor stream, byte[] bytes, int start, Span data, int end) {
    return new RecordFrame(
        stream,
        Arrays.copyOfRange(bytes, start, data.start()),
        Arrays.copyOfRange(bytes, data.end(), end));
  }

  StreamDescriptor stream() {
    return stream;
  }

  /** How many bytes stand before the data. */
  int before() {
    return before.length;
  }

  /** How many bytes stand behind the data. */
  int behind() {
    return behind.length;
  }

  /**
   * Whether this is around something in braces in {@code bytes[start, end)}. If that is an object,
   * the line is a RECORD of this stream, and it is the data. If not, the line has to be looked at
   * as a whole.
   */
  boolean isAround(byte[] bytes, int start, int end) {
    int dataStart = start + before.length;
    int dataEnd = end - behind.length;
    return dataEnd - dataStart >= 2
        && bytes[dataStart] == '{'
        && bytes[dataEnd - 1] == '}'
        && stands(before, changesBefore, bytes, start)
        && stands(behind, changesBehind, bytes, dataEnd);
  }

  private static boolean stands(byte[] part, boolean[] changes, byte[] bytes, int start) {
    int at = 0;
    while (true) {
      int same = Arrays.mismatch(part, at, part.length, bytes, start + at, start + part.length);
      if (same < 0) {
        return true;
      }
      at += same;
      if (!changes[at] || !isDigit(bytes[start + at])) {
        return false;
      }
      at++;
    }
  }

  /**
   * Which bytes may be any digit: those outside of strings that another digit stands before, for a
   * number may not begin with a zero.
   */
  private static boolean[] changes(byte[] part) {
    boolean[] changes = new boolean[part.length];
    boolean isInString = false;
    for (int at = 0; at < part.length; at++) {
      byte character = part[at];
      if (character == '"') {
        isInString = !isInString;
      } else if (isInString) {
        at += character == '\\' ? 1 : 0;
      } else {
        changes[at] = at > 0 && isDigit(character) && isDigit(part[at - 1]);
      }
    }
    return changes;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
