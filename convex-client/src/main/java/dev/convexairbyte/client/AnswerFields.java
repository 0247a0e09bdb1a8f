package dev.convexairbyte.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of an answer beside its rows, read as their types.
 *
 * @param values by name; a field that is null is there, as a null node
 */
record AnswerFields(Map<String, JsonNode> values) {

  /** Nanoseconds since the epoch. They are above 2^53, so no double may ever hold one. */
  long timestamp(String name) {
    JsonNode value = present(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new UnexpectedAnswerException("its " + name + " is not a 64-bit timestamp");
    }
    return value.longValue();
  }

  boolean bool(String name) {
    JsonNode value = present(name);
    if (!value.isBoolean()) {
      throw new UnexpectedAnswerException("its " + name + " is not true or false");
    }
    return value.booleanValue();
  }

  @Nullable String textOrNull(String name) {
    JsonNode value = present(name);
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new UnexpectedAnswerException("its " + name + " is not a string");
    }
    return value.textValue();
  }

  private JsonNode present(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new UnexpectedAnswerException("its " + name + " is missing");
    }
    return value;
  }
}
