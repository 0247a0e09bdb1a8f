package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.destination.config.LargeIntegers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a key: JSON in a form that has one text for each value, as the backend tells values
 * apart. {@code 1} and {@code 1.0} are one, {@code 0} and {@code -0} are two; objects are compared
 * by their stored names, whatever their order; a string is never a number.
 */
final class KeyText {

  /** Integers of fewer characters stand for themselves. */
  private static final int SURELY_EXACT = 16;

  private static final double LARGEST_EXACT = 0x1p53;

  private final LargeIntegers largeIntegers;

  KeyText(LargeIntegers largeIntegers) {
    this.largeIntegers = largeIntegers;
  }

  /** The key of a record that has all of its paths. */
  RecordKey of(byte[] json, KeySpans spans) {
    String first = value(json, spans.start(0), spans.end(0));
    if (spans.paths() == 1) {
      return new RecordKey(first);
    }
    StringBuilder key = new StringBuilder(first);
    for (int path = 1; path < spans.paths(); path++) {
      key.append(',').append(value(json, spans.start(path), spans.end(path)));
    }
    return new RecordKey(key.toString());
  }

  private String value(byte[] json, int start, int end) {
    if (json[start] == '{' || json[start] == '[') {
      return tree(new JsonSlice(json, start, end));
    }
    return scalar(json, start, end);
  }

  private String tree(JsonSlice json) {
    try {
      RecordTree stored = new Renaming(new NameChanges()).stored(RecordTree.read(json), null);
      byte[] text =
          stored.write(
              json,
              scalar -> JsonStrings.utf8(scalar(scalar.bytes(), scalar.start(), scalar.end())));
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The scan has read it", e);
    }
  }

  private String scalar(byte[] json, int start, int end) {
    return switch (json[start]) {
      case '"' -> string(json, start, end);
      case 't' -> "true";
      case 'f' -> "false";
      case 'n' -> "null";
      default -> number(json, start, end);
    };
  }

  private static String string(byte[] json, int start, int end) {
    String text = new String(json, start, end - start, StandardCharsets.UTF_8);
    return text.indexOf('\\') < 0
        ? text
        : JsonStrings.quoted(JsonStrings.decoded(text.substring(1, text.length() - 1)));
  }

  private String number(byte[] json, int start, int end) {
    String text = new String(json, start, end - start, StandardCharsets.ISO_8859_1);
    if (!isInteger(text)) {
      return number(Double.parseDouble(text));
    }
    if (text.length() < SURELY_EXACT) {
      return text;
    }
    return largeIntegers == LargeIntegers.STRING && ExactIntegers.areExceededBy(json, start, end)
        ? '"' + text + '"'
        : number(Double.parseDouble(text));
  }

  private static boolean isInteger(String text) {
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '.' || character == 'e' || character == 'E') {
        return false;
      }
    }
    return true;
  }

  private static String number(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    boolean isExact = Math.abs(number) <= LARGEST_EXACT && number == Math.rint(number);
    return isExact ? Long.toString((long) number) : Double.toString(number);
  }
}
