package dev.convexairbyte.client;

import java.io.IOException;
import java.io.StreamCorruptedException;

/**
 * Finds the rows of a page and checks that each is whole and valid JSON, as RFC 8259 has it,
 * without making anything of it: a row is copied as the bytes that it came in.
 */
final class RowScanner {

  /** A document nests 16 levels deep; what goes much deeper is no page. */
  private static final int DEEPEST_NESTING = 500;

  private final PageInput in;

  /**
   * @param in stands behind the bracket that begins the rows
   */
  RowScanner(PageInput in) {
    this.in = in;
  }

  /** Hands on the rows up to the bracket that ends them, and leaves that bracket to be read. */
  void read(RowHandler rows) throws IOException {
    byte next = token();
    while (next != ']') {
      in.beginRow();
      value(next, 0);
      if (next != '{') {
        throw new UnexpectedAnswerException("one of its values is not an object");
      }
      in.endRow(rows);
      next = afterElement(']');
    }
    in.back();
  }

  /** The first byte of the next element, or the byte that ends them. */
  private byte afterElement(char end) throws IOException {
    byte next = token();
    if (next == end) {
      return next;
    }
    require(next == ',');
    byte first = token();
    require(first != end);
    return first;
  }

  private byte token() throws IOException {
    byte next = in.next();
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      next = in.next();
    }
    return next;
  }

  private void value(byte first, int depth) throws IOException {
    require(depth < DEEPEST_NESTING);
    switch (first) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("rue");
      case 'f' -> literal("alse");
      case 'n' -> literal("ull");
      default -> number(first);
    }
  }

  private void object(int depth) throws IOException {
    byte next = token();
    while (next != '}') {
      require(next == '"');
      string();
      require(token() == ':');
      value(token(), depth + 1);
      next = afterElement('}');
    }
  }

  private void array(int depth) throws IOException {
    byte next = token();
    while (next != ']') {
      value(next, depth + 1);
      next = afterElement(']');
    }
  }

  private void string() throws IOException {
    while (true) {
      in.skipPlainText();
      byte next = in.next();
      if (next == '"') {
        return;
      }
      if (next == '\\') {
        escape();
      } else if (next < 0) {
        beyondAscii(next & 0xff);
      } else {
        require(next >= ' ');
      }
    }
  }

  private void escape() throws IOException {
    switch (in.next()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
      case 'u' -> {
        for (int digit = 0; digit < 4; digit++) {
          require(Character.digit(in.next(), 16) >= 0);
        }
      }
      default -> throw broken();
    }
  }

  /** The well-formed sequences of Unicode's table 3-7. */
  private void beyondAscii(int first) throws IOException {
    require(first >= 0xc2 && first <= 0xf4);
    if (first >= 0xe0) {
      int second = in.next() & 0xff;
      int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
      int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
      require(second >= lowest && second <= highest);
    }
    if (first >= 0xf0) {
      requireContinuation();
    }
    requireContinuation();
  }

  private void requireContinuation() throws IOException {
    require((in.next() & 0xc0) == 0x80);
  }

  private void literal(String rest) throws IOException {
    for (int at = 0; at < rest.length(); at++) {
      require(in.next() == rest.charAt(at));
    }
  }

  private void number(byte first) throws IOException {
    byte next = first == '-' ? in.next() : first;
    next = next == '0' ? in.next() : digits(next);
    if (next == '.') {
      next = digits(in.next());
    }
    if (next == 'e' || next == 'E') {
      byte exponent = in.next();
      next = digits(exponent == '+' || exponent == '-' ? in.next() : exponent);
    }
    in.back();
  }

  /** One digit at least; answers the byte behind the last. */
  private byte digits(byte first) throws IOException {
    require(isDigit(first));
    byte next = in.next();
    while (isDigit(next)) {
      next = in.next();
    }
    return next;
  }

  private static boolean isDigit(byte next) {
    return next >= '0' && next <= '9';
  }

  private static void require(boolean valid) throws StreamCorruptedException {
    if (!valid) {
      throw broken();
    }
  }

  private static StreamCorruptedException broken() {
    return new StreamCorruptedException("A row is not valid JSON.");
  }
}
