package dev.convexairbyte.source.read;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the fields of a row, which is known to be valid JSON, without making anything of them:
 * all positions are such in the bytes.
 */
final class RowFields {

  private final byte[] bytes;
  private int position;
  private int nameStart;
  private int nameEnd;
  private int valueStart;

  RowFields(byte[] bytes, int start) {
    this.bytes = bytes;
    this.position = start + 1;
  }

  /** Goes to the next field; false at the row's end. */
  boolean next() {
    skipTo('"', '}');
    if (bytes[position] == '}') {
      return false;
    }
    nameStart = position + 1;
    skipString();
    nameEnd = position - 1;
    skipTo(':', ':');
    position++;
    skipWhitespace();
    valueStart = position;
    skipValue();
    return true;
  }

  boolean isNamed(String name) {
    return isText(nameStart, nameEnd, name);
  }

  /** The first byte of the value. */
  int valueStart() {
    return valueStart;
  }

  /** Behind the last byte of the value. */
  int valueEnd() {
    return position;
  }

  /**
   * The text of the value, its escapes as they are; null if it is no text.
   *
   * @param likely is answered where it is that text, so that no other has to be made
   */
  @Nullable String text(String likely) {
    if (bytes[valueStart] != '"') {
      return null;
    }
    int from = valueStart + 1;
    int to = position - 1;
    return isText(from, to, likely)
        ? likely
        : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  boolean isTrue() {
    return bytes[valueStart] == 't';
  }

  /** The value as a number, or -1 if it is none that fits. */
  long integer() {
    long number = 0;
    for (int at = valueStart; at < position; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private boolean isText(int from, int to, String text) {
    if (to - from != text.length()) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (bytes[at] != text.charAt(at - from)) {
        return false;
      }
    }
    return true;
  }

  private void skipTo(char one, char other) {
    while (bytes[position] != one && bytes[position] != other) {
      position++;
    }
  }

  private void skipWhitespace() {
    while (bytes[position] <= ' ' && bytes[position] >= 0) {
      position++;
    }
  }

  private void skipString() {
    position++;
    while (bytes[position] != '"') {
      position += bytes[position] == '\\' ? 2 : 1;
    }
    position++;
  }

  private void skipValue() {
    int depth = 0;
    do {
      switch (bytes[position]) {
        case '"' -> {
          skipString();
          continue;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      position++;
    } while (depth > 0 || !isEnd(bytes[position]));
  }

  /** What cannot stand within a value that is neither text nor holds others. */
  private static boolean isEnd(byte next) {
    return next == ',' || next == '}' || (next <= ' ' && next >= 0);
  }
}
