package dev.convexairbyte.cdk.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Steps over JSON and checks every byte of it as RFC 8259 has it. Answers false where the text is
 * wrong, or so deep or long that a tokenizer should judge; its place then means nothing.
 */
final class PlainJson {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  private static final int DEEPEST_NESTING = 64;
  private static final int LONGEST_NUMBER = 100;

  /** Behind the end stands a character that no JSON has. */
  private static final byte END = 0;

  private byte[] bytes = {};
  private int at;
  private int end;
  private boolean isEscaped;

  /** Begins to step over {@code text[start, end)}. */
  void reset(byte[] text, int start, int end) {
    this.bytes = text;
    this.at = start;
    this.end = end;
  }

  /** The place of the byte that is read next. */
  int position() {
    return at;
  }

  boolean isAtEnd() {
    return at == end;
  }

  /** Whether the string that was read last has escapes. */
  boolean isEscaped() {
    return isEscaped;
  }

  /** The first byte of the next token. */
  byte token() {
    byte next = next();
    while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
      next = next();
    }
    return next;
  }

  /** The first byte of the next member's name, or the byte that ends the object; 0 if neither. */
  byte afterMember() {
    byte next = token();
    if (next == ',') {
      byte name = token();
      return name == '"' ? name : END;
    }
    return next == '}' ? next : END;
  }

  /** The rest of a value. */
  boolean value(byte first, int depth) {
    return switch (first) {
      case '"' -> string();
      case '{' -> depth < DEEPEST_NESTING && object(depth + 1);
      case '[' -> depth < DEEPEST_NESTING && array(depth + 1);
      case 't' -> next() == 'r' && next() == 'u' && next() == 'e';
      case 'f' -> next() == 'a' && next() == 'l' && next() == 's' && next() == 'e';
      case 'n' -> next() == 'u' && next() == 'l' && next() == 'l';
      default -> number(first);
    };
  }

  private boolean object(int depth) {
    byte next = token();
    while (next == '"') {
      // A tokenizer decodes names, and finds more to object to in escapes.
      if (!string() || isEscaped || token() != ':' || !value(token(), depth)) {
        return false;
      }
      next = afterMember();
    }
    return next == '}';
  }

  private boolean array(int depth) {
    byte next = token();
    if (next == ']') {
      return true;
    }
    while (value(next, depth)) {
      byte end = token();
      if (end != ',') {
        return end == ']';
      }
      next = token();
    }
    return false;
  }

  /** The rest of a string. */
  boolean string() {
    isEscaped = false;
    while (true) {
      skipPlainText();
      byte next = next();
      if (next == '"') {
        return true;
      }
      if (next == '\\') {
        isEscaped = true;
        if (!escape()) {
          return false;
        }
      } else if (next < 0) {
        if (!beyondAscii(next & 0xff)) {
          return false;
        }
      } else if (next < ' ') {
        return false;
      }
    }
  }

  /** Eight bytes at a time, up to where one may be no plain text. */
  private void skipPlainText() {
    byte[] text = bytes;
    int next = at;
    int last = end - Long.BYTES;
    while (next <= last) {
      long eight = (long) LONGS.get(text, next);
      // Where one of eight bytes becomes negative it is one to stop at, or stands above one.
      long stops =
          (eight
                  | (eight - EACH * ' ')
                  | ((eight ^ EACH * '"') - EACH)
                  | ((eight ^ EACH * '\\') - EACH))
              & HIGHEST_BITS;
      if (stops != 0) {
        next += Long.numberOfTrailingZeros(stops) / Byte.SIZE;
        break;
      }
      next += Long.BYTES;
    }
    at = next;
  }

  private boolean escape() {
    return switch (next()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
      case 'u' -> fourHexDigits();
      default -> false;
    };
  }

  private boolean fourHexDigits() {
    for (int digit = 0; digit < 4; digit++) {
      if (!isHex(next())) {
        return false;
      }
    }
    return true;
  }

  /** The well-formed sequences of Unicode's table 3-7. */
  private boolean beyondAscii(int first) {
    if (first < 0xc2 || first > 0xf4) {
      return false;
    }
    if (first < 0xe0) {
      return isContinuation(next());
    }
    int second = next() & 0xff;
    int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    return second >= lowest
        && second <= highest
        && isContinuation(next())
        && (first < 0xf0 || isContinuation(next()));
  }

  private boolean number(byte first) {
    int start = at;
    byte next = first == '-' ? next() : first;
    if (!isDigit(next)) {
      return false;
    }
    next = next == '0' ? next() : afterDigits();
    if (next == '.') {
      if (!isDigit(next())) {
        return false;
      }
      next = afterDigits();
    }
    if (next == 'e' || next == 'E') {
      byte exponent = next();
      if (!isDigit(exponent == '+' || exponent == '-' ? next() : exponent)) {
        return false;
      }
      afterDigits();
    }
    at--;
    return at - start < LONGEST_NUMBER;
  }

  private byte afterDigits() {
    byte next = next();
    while (isDigit(next)) {
      next = next();
    }
    return next;
  }

  private byte next() {
    return at < end ? bytes[at++] : afterEnd();
  }

  private byte afterEnd() {
    at = end + 1;
    return END;
  }

  private static boolean isDigit(byte next) {
    return next >= '0' && next <= '9';
  }

  private static boolean isHex(byte next) {
    return isDigit(next) || (next >= 'a' && next <= 'f') || (next >= 'A' && next <= 'F');
  }

  private static boolean isContinuation(byte next) {
    return (next & 0xc0) == 0x80;
  }
}
