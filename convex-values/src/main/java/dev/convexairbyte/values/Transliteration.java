package dev.convexairbyte.values;

import java.util.Map;
import net.gcardone.junidecode.Junidecode;

/**
 * Unicode to ASCII as the crate unidecode 0.3.0 has it. The two tables were compared character by
 * character: junidecode 0.5.2 gives the same but for the characters named here.
 */
final class Transliteration {

  private static final String UNKNOWN = "[?]";

  /** The C1 controls, which unidecode reads as the Windows-1252 characters of the same number. */
  private static final Map<Character, String> CONTROLS =
      Map.ofEntries(
          Map.entry('\u0080', "EUR"),
          Map.entry('\u0082', ","),
          Map.entry('\u0083', "f"),
          Map.entry('\u0084', ",,"),
          Map.entry('\u0085', "..."),
          Map.entry('\u0086', "+"),
          Map.entry('\u0087', "++"),
          Map.entry('\u0088', "^"),
          Map.entry('\u0089', "%0"),
          Map.entry('\u008a', "S"),
          Map.entry('\u008b', "<"),
          Map.entry('\u008c', "OE"),
          Map.entry('\u008e', "Z"),
          Map.entry('\u0091', "'"),
          Map.entry('\u0092', "'"),
          Map.entry('\u0093', "\""),
          Map.entry('\u0094', "\""),
          Map.entry('\u0095', "*"),
          Map.entry('\u0096', "-"),
          Map.entry('\u0097', "--"),
          Map.entry('\u0098', "~"),
          Map.entry('\u0099', "tm"),
          Map.entry('\u009a', "s"),
          Map.entry('\u009b', ">"),
          Map.entry('\u009c', "oe"),
          Map.entry('\u009e', "z"),
          Map.entry('\u009f', "Y"));

  private Transliteration() {}

  static String toAscii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      ascii.append(toAscii(text.charAt(i)));
    }
    return ascii.toString();
  }

  private static String toAscii(char c) {
    if (c < 0x80) {
      return String.valueOf(c);
    }
    if (c < 0xA0) {
      return CONTROLS.getOrDefault(c, "");
    }
    if (Character.isSurrogate(c)) {
      return "";
    }
    if (c >= 0x2100 && c <= 0x213F) {
      return c == 0x2122 ? "tm" : "";
    }
    if (isUnknown(c)) {
      return UNKNOWN;
    }
    return Junidecode.unidecode(String.valueOf(c));
  }

  private static boolean isUnknown(char c) {
    int page = c >> 8;
    return (c >= 0x20B0 && c <= 0x20B4)
        || (c >= 0x2140 && c <= 0x2152)
        || page == 0x08
        || (page >= 0x29 && page <= 0x2D)
        || (page >= 0x34 && page <= 0x4C)
        || (page >= 0xA5 && page <= 0xAB)
        || (page >= 0xE0 && page <= 0xF8);
  }
}
