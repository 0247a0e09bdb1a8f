package dev.convexairbyte.cdk.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Escapes the three characters that JSON allows in a string but Python's {@code splitlines()} takes
 * for line ends: Airbyte's acceptance tests cut our output with it (airbytehq/airbyte-python-cdk,
 * {@code test/utils/docker.py}).
 */
final class LineSafeEscapes extends CharacterEscapes {

  private static final SerializedString NEXT_LINE = new SerializedString("\\u0085");
  private static final SerializedString LINE_SEPARATOR = new SerializedString("\\u2028");
  private static final SerializedString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

  private final int[] ascii = standardAsciiEscapesForJSON();

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return switch (character) {
      case 0x85 -> NEXT_LINE;
      case 0x2028 -> LINE_SEPARATOR;
      case 0x2029 -> PARAGRAPH_SEPARATOR;
      default -> null;
    };
  }
}
