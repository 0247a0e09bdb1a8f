package dev.convexairbyte.source.read;

import com.fasterxml.jackson.core.JsonParser;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private RowFields(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  /** All fields of the row that begins at {@code start}. */
  static RowFields of(byte[] bytes, int start) {
    return new RowFields(bytes, start + 1);
  }

  /** The fields behind the value that ends at {@code end}. */
  static RowFields behind(byte[] bytes, int end) {
    return new RowFields(bytes, end);
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

  /** The name, its escapes resolved. */
  String name() {
    String raw = new String(bytes, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
    return raw.indexOf('\\') < 0 ? raw : unescaped();
  }

  private String unescaped() {
    try (JsonParser quoted = Json.factory().createParser(bytes, start(), nameEnd + 1 - start())) {
      quoted.nextToken();
      return quoted.getText();
    } catch (IOException e) {
      throw new UncheckedIOException("the row is known to be valid JSON", e);
    }
  }

  /** The first byte of the field: the quote of its name. */
  int start() {
    return nameStart - 1;
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
    position = stringEnd(bytes, position);
  }

  /** Behind the string that begins there. */
  private static int stringEnd(byte[] bytes, int start) {
    int at = start + 1;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private void skipValue() {
    position = valueEnd(bytes, position);
  }

  private static int valueEnd(byte[] bytes, int start) {
    int depth = 0;
    int at = start;
    do {
      switch (bytes[at]) {
        case '"' -> {
          at = stringEnd(bytes, at);
          continue;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
    } while (depth > 0 || !isEnd(bytes[at]));
    return at;
  }

  /** What cannot stand within a value that is neither text nor holds others. */
  private static boolean isEnd(byte next) {
    return next == ',' || next == '}' || (next <= ' ' && next >= 0);
  }
}
