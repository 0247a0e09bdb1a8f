package dev.convexairbyte.client;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the rows of a page and checks that each is whole and valid JSON, as RFC 8259 has it,
 * without making anything of it: a row is copied as the bytes that it came in.
 *
 * <p>Positions are passed on and given back instead of being kept in a field: so they stay in a
 * register. Text is passed over without asking at each byte whether it is the last that has come:
 * behind that one stands a zero, which ends any text.
 */
final class RowScanner {

  /** A document nests 16 levels deep; what goes much deeper is no page. */
  private static final int DEEPEST_NESTING = 500;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  private final PageInput in;
  private byte[] bytes;
  private int limit;

  /** How far the row has moved in memory since it began, because more of it came. */
  private int moved;

  /**
   * @param in stands behind the bracket that begins the rows
   */
  RowScanner(PageInput in) {
    this.in = in;
    this.bytes = in.bytes();
    this.limit = in.limit();
  }

  /** Hands on the rows up to the bracket that ends them, and leaves that bracket to be read. */
  void read(RowHandler rows) throws IOException {
    int at = token(in.position());
    while (bytes[at] != ']') {
      in.moveTo(at);
      moved = 0;
      int end = value(at, 0);
      int start = at - moved;
      if (bytes[start] != '{') {
        throw new UnexpectedAnswerException("one of its values is not an object");
      }
      rows.accept(bytes, start, end);
      in.moveTo(end);
      at = afterElement(end, ']');
    }
    in.moveTo(at);
  }

  /** Where the next element begins, or the byte that ends them stands. */
  private int afterElement(int from, char end) throws IOException {
    int at = token(from);
    if (bytes[at] == end) {
      return at;
    }
    require(bytes[at] == ',');
    int next = token(at + 1);
    require(bytes[next] != end);
    return next;
  }

  /** Where the next byte stands that is no white space. */
  private int token(int from) throws IOException {
    int at = from;
    while (bytes[at] <= ' ') {
      if (isMissing(at)) {
        at = more();
        continue;
      }
      require(bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t');
      at++;
    }
    return at;
  }

  private int value(int at, int depth) throws IOException {
    return switch (bytes[at]) {
      case '"' -> string(at + 1);
      case '{' -> object(at + 1, depth);
      case '[' -> array(at + 1, depth);
      case 't' -> literal(at, "true");
      case 'f' -> literal(at, "false");
      case 'n' -> literal(at, "null");
      default -> number(at);
    };
  }

  private int object(int from, int depth) throws IOException {
    require(depth < DEEPEST_NESTING);
    int at = token(from);
    while (bytes[at] != '}') {
      require(bytes[at] == '"');
      at = token(string(at + 1));
      require(bytes[at] == ':');
      at = afterElement(value(token(at + 1), depth + 1), '}');
    }
    return at + 1;
  }

  private int array(int from, int depth) throws IOException {
    require(depth < DEEPEST_NESTING);
    int at = token(from);
    while (bytes[at] != ']') {
      at = afterElement(value(at, depth + 1), ']');
    }
    return at + 1;
  }

  /**
   * @param from behind the quotation mark that begins it
   */
  private int string(int from) throws IOException {
    int at = plainTextEnd(from);
    while (bytes[at] != '"') {
      at = plainTextEnd(special(at));
    }
    return at + 1;
  }

  /**
   * Passes over characters that mean themselves in a string, eight at a time; stops at a quotation
   * mark, a backslash, a control character or a byte that is no ASCII.
   */
  private int plainTextEnd(int from) {
    byte[] text = bytes;
    int at = from;
    while (true) {
      long eight = (long) LONGS.get(text, at);
      // Where one of eight bytes becomes negative it is one to stop at, or stands above one.
      long stops =
          (eight
                  | (eight - EACH * ' ')
                  | ((eight ^ EACH * '"') - EACH)
                  | ((eight ^ EACH * '\\') - EACH))
              & HIGHEST_BITS;
      if (stops != 0) {
        return at + (Long.numberOfTrailingZeros(stops) >>> 3);
      }
      at += Long.BYTES;
    }
  }

  /** Passes over what is neither plain text nor the end of a string. */
  private int special(int at) throws IOException {
    if (bytes[at] == '\\') {
      return escape(present(at + 1));
    }
    if (bytes[at] < 0) {
      return beyondAscii(at);
    }
    require(isMissing(at));
    return more();
  }

  private int escape(int at) throws IOException {
    return switch (bytes[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
      case 'u' -> hexadecimal(at + 1);
      default -> throw broken();
    };
  }

  private int hexadecimal(int from) throws IOException {
    int at = from;
    for (int digit = 0; digit < 4; digit++) {
      at = present(at);
      require(Character.digit(bytes[at], 16) >= 0);
      at++;
    }
    return at;
  }

  /** The well-formed sequences of Unicode's table 3-7. */
  private int beyondAscii(int from) throws IOException {
    int first = bytes[from] & 0xff;
    require(first >= 0xc2 && first <= 0xf4);
    int at = present(from + 1);
    int second = bytes[at] & 0xff;
    int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    require(second >= lowest && second <= highest);
    if (first >= 0xe0) {
      at = continuation(at + 1);
    }
    if (first >= 0xf0) {
      at = continuation(at + 1);
    }
    return at + 1;
  }

  private int continuation(int from) throws IOException {
    int at = present(from);
    require((bytes[at] & 0xc0) == 0x80);
    return at;
  }

  private int literal(int from, String text) throws IOException {
    int at = from;
    for (int letter = 0; letter < text.length(); letter++) {
      at = present(at);
      require(bytes[at] == text.charAt(letter));
      at++;
    }
    return at;
  }

  private int number(int from) throws IOException {
    int at = bytes[from] == '-' ? present(from + 1) : from;
    at = bytes[at] == '0' ? present(at + 1) : digits(at);
    if (bytes[at] == '.') {
      at = digits(present(at + 1));
    }
    if (bytes[at] == 'e' || bytes[at] == 'E') {
      at = present(at + 1);
      at = digits(bytes[at] == '+' || bytes[at] == '-' ? present(at + 1) : at);
    }
    return at;
  }

  /** One digit at least; answers where the byte behind the last stands. */
  private int digits(int from) throws IOException {
    require(isDigit(bytes[from]));
    int at = from;
    while (isDigit(bytes[at])) {
      at++;
      if (isMissing(at)) {
        at = more();
      }
    }
    return at;
  }

  private static boolean isDigit(byte next) {
    return next >= '0' && next <= '9';
  }

  /** Whether the byte there has not come yet. */
  private boolean isMissing(int at) {
    return at == limit;
  }

  /** Where the byte there stands when it has come. */
  private int present(int at) throws IOException {
    return isMissing(at) ? more() : at;
  }

  /** Where the byte behind the last that is here stands when it has come. */
  private int more() throws IOException {
    int before = limit;
    int at = in.more();
    moved += before - at;
    bytes = in.bytes();
    limit = in.limit();
    return at;
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
