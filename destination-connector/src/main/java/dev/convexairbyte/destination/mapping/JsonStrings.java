package dev.convexairbyte.destination.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that strings of a checked JSON text stand for. */
final class JsonStrings {

  private JsonStrings() {}

  /** What stands between quotation marks, without its escapes. */
  static String decoded(String plain) {
    if (plain.indexOf('\\') < 0) {
      return plain;
    }
    try (JsonParser parser = Json.factory().createParser('"' + plain + '"')) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text as a JSON string: one form for each text. */
  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
