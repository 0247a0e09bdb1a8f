package dev.convexairbyte.destination.mapping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A JSON text that is read token by token, each checked as strictly as the backend's serde_json
 * does it: UTF-8, numbers, escapes and surrogate pairs.
 */
final class JsonText {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  /**
   * A number that is shorter than this, with an exponent of at most two digits, cannot be too large
   * for a double.
   */
  private static final int SURELY_IN_RANGE = 200;

  /** Behind the end stands a character that no JSON has. */
  private static final byte END = 0;

  private byte[] bytes = {};
  private int at;
  private int end;
  private int storedBytes;
  private boolean isInteger;
  private int exponentDigits;

  void reset(JsonSlice json) {
    bytes = json.bytes();
    at = json.start();
    end = json.end();
  }

  byte[] bytes() {
    return bytes;
  }

  /** The place of the byte that is read next. */
  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  /** How many UTF-8 bytes the string that was read last stands for. */
  int storedBytes() {
    return storedBytes;
  }

  /** Whether the number that was read last has neither point nor exponent. */
  boolean isInteger() {
    return isInteger;
  }

  byte token() {
    byte next = next();
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      next = next();
    }
    return next;
  }

  /** Nothing but white space may follow. */
  void end() {
    require(token() == END && at > end);
  }

  private byte next() {
    return at < end ? bytes[at++] : atEnd();
  }

  private byte atEnd() {
    at = end + 1;
    return END;
  }

  /** The rest of a string whose quotation mark was read. */
  void string() {
    int start = at;
    int saved = 0;
    while (true) {
      skipPlainText();
      byte next = next();
      if (next == '"') {
        storedBytes = at - 1 - start - saved;
        return;
      }
      if (next == '\\') {
        saved += escape();
      } else if (next < 0) {
        beyondAscii(next & 0xff);
      } else {
        require(next >= ' ');
      }
    }
  }

  /** Eight bytes at a time, up to where one may be no plain text. */
  private void skipPlainText() {
    byte[] json = bytes;
    int next = at;
    int last = end - Long.BYTES;
    while (next <= last) {
      long eight = (long) LONGS.get(json, next);
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

  /** Answers how many bytes the escape is longer than what it stands for. */
  private int escape() {
    return switch (next()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 1;
      case 'u' -> unicode(hex());
      default -> throw broken();
    };
  }

  private int unicode(int character) {
    if (character < 0x80) {
      return 5;
    }
    if (character < 0x800) {
      return 4;
    }
    if (!Character.isSurrogate((char) character)) {
      return 3;
    }
    boolean isPair =
        Character.isHighSurrogate((char) character)
            && next() == '\\'
            && next() == 'u'
            && Character.isLowSurrogate((char) hex());
    if (!isPair) {
      throw new RecordProblemException(RecordProblem.HALF_PAIR, "");
    }
    return 8;
  }

  private int hex() {
    int character = 0;
    for (int digit = 0; digit < 4; digit++) {
      int value = Character.digit(next(), 16);
      require(value >= 0);
      character = character << 4 | value;
    }
    return character;
  }

  /** The well-formed sequences of Unicode's table 3-7. */
  private void beyondAscii(int first) {
    require(first >= 0xc2 && first <= 0xf4);
    if (first >= 0xe0) {
      int second = next() & 0xff;
      int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
      int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
      require(second >= lowest && second <= highest);
    }
    if (first >= 0xf0) {
      requireContinuation();
    }
    requireContinuation();
  }

  private void requireContinuation() {
    require((next() & 0xc0) == 0x80);
  }

  /** The rest of true, false or null. */
  void literal(String rest) {
    for (int letter = 0; letter < rest.length(); letter++) {
      require(next() == rest.charAt(letter));
    }
  }

  /** The rest of a number. */
  void number(byte first) {
    isInteger = true;
    exponentDigits = 0;
    byte next = first == '-' ? next() : first;
    next = next == '0' ? next() : digits(next);
    if (next == '.') {
      isInteger = false;
      next = digits(next());
    }
    if (next == 'e' || next == 'E') {
      isInteger = false;
      byte exponent = next();
      byte digit = exponent == '+' || exponent == '-' ? next() : exponent;
      int digitsStart = at;
      next = digits(digit);
      exponentDigits = at - digitsStart;
    }
    at--;
  }

  /** Whether a double can hold the number that was read last, which began at {@code start}. */
  boolean isInRange(int start) {
    if (exponentDigits <= 2 && at - start < SURELY_IN_RANGE) {
      return true;
    }
    return Double.isFinite(
        Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.US_ASCII)));
  }

  /** One digit at least; answers the byte behind the last. */
  private byte digits(byte first) {
    require(isDigit(first));
    int next = at;
    while (next < end && isDigit(bytes[next])) {
      next++;
    }
    at = next;
    return next();
  }

  private static boolean isDigit(byte next) {
    return next >= '0' && next <= '9';
  }

  static void require(boolean isValid) {
    if (!isValid) {
      throw broken();
    }
  }

  private static RecordProblemException broken() {
    return new RecordProblemException(RecordProblem.NOT_JSON, "");
  }
}
