package dev.convexairbyte.stub.httpactions;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** Percent escapes of URLs. */
final class PercentEncoding {

  private PercentEncoding() {}

  /** Escapes the UTF-8 of the characters that are not to stay; escapes that are there stay. */
  static String of(String text, IntPredicate escaped) {
    StringBuilder encoded = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (!escaped.test(c)) {
                encoded.appendCodePoint(c);
                return;
              }
              for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                encoded.append("%%%02X".formatted(b & 0xff));
              }
            });
    return encoded.toString();
  }
}
