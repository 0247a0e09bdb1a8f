package dev.convexairbyte.stub.calling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ValueDecoder;
import java.util.Map;

/** The one object that a function takes, however it came. */
final class Arguments {

  private static final ObjectValue NONE = ObjectValue.of(Map.of());

  private Arguments() {}

  /**
   * Reads an object, or an array of it as old clients send. Throws InvalidValueException where it
   * holds no values, IllegalArgumentException where it is anything else.
   */
  static ObjectValue of(JsonNode json) {
    if (json.isArray() && json.isEmpty()) {
      return NONE;
    }
    JsonNode only = json.isArray() && json.size() == 1 ? json.get(0) : json;
    if (only.isObject() && ValueDecoder.decode(only) instanceof ObjectValue object) {
      return object;
    }
    throw new IllegalArgumentException(
        "Tried to read the arguments but failed because they are not one object; send one.");
  }
}
