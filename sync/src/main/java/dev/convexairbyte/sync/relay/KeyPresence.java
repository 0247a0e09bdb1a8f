package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import java.util.List;

/** Whether a record has at least one field of its key with a value. */
final class KeyPresence {

  private final List<List<String>> key;

  /**
   * @param key paths of its fields
   */
  KeyPresence(List<List<String>> key) {
    this.key = key;
  }

  /** Reads the object {@code line[start, end)} no further than it must. */
  boolean isIn(byte[] line, int start, int end) throws IOException {
    try (JsonParser parser = Json.factory().createParser(line, start, end - start)) {
      parser.nextToken();
      return isWithin(parser, key);
    }
  }

  /** The parser has entered an object, and leaves it where the answer is no. */
  private static boolean isWithin(JsonParser parser, List<List<String>> paths) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      List<List<String>> deeper =
          paths.stream().filter(path -> !path.isEmpty() && path.get(0).equals(name)).toList();
      if (value != JsonToken.VALUE_NULL && deeper.stream().anyMatch(path -> path.size() == 1)) {
        return true;
      }
      if (value == JsonToken.START_OBJECT && !deeper.isEmpty()) {
        List<List<String>> rest =
            deeper.stream().map(path -> path.subList(1, path.size())).toList();
        if (isWithin(parser, rest)) {
          return true;
        }
        continue;
      }
      parser.skipChildren();
    }
    return false;
  }
}
