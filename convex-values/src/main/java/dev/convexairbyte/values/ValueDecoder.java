package dev.convexairbyte.values;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.InvalidValueException.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from encoded JSON: {@code $integer}, {@code $float} and {@code $bytes} objects,
 * every plain number a Float64. Mirrors get-convex/convex-backend, crates/value/src/json/mod.rs.
 */
public final class ValueDecoder {

  /** How deep arrays and objects of any value may stand in each other. */
  public static final int MAX_NESTING = 64;

  /** The most items of an array. */
  public static final int MAX_ITEMS = 8192;

  /** The most fields of an object. */
  public static final int MAX_FIELDS = 1024;

  /** The most bytes of any value, as {@link ConvexValue#size} counts them. */
  public static final int MAX_SIZE = 1 << 25;

  private ValueDecoder() {}

  /** Throws InvalidValueException where the JSON is no value or breaks a limit. */
  public static ConvexValue decode(JsonNode json) {
    ConvexValue value = decode(json, 1);
    if (value.size() > MAX_SIZE) {
      throw new InvalidValueException(Problem.TOO_LARGE);
    }
    return value;
  }

  private static ConvexValue decode(JsonNode json, int depth) {
    return switch (json.getNodeType()) {
      case NULL -> new NullValue();
      case BOOLEAN -> new BooleanValue(json.booleanValue());
      case NUMBER -> new Float64Value(finite(json.doubleValue()));
      case STRING -> new StringValue(json.textValue());
      case ARRAY -> array(json, depth);
      case OBJECT -> special(json, depth);
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("not a node that JSON text can give");
    };
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new InvalidValueException(Problem.NUMBER_OUT_OF_RANGE);
    }
    return number;
  }

  private static ArrayValue array(JsonNode json, int depth) {
    requireDepth(depth);
    if (json.size() > MAX_ITEMS) {
      throw new InvalidValueException(Problem.TOO_MANY_ITEMS);
    }
    List<ConvexValue> items = new ArrayList<>(json.size());
    for (JsonNode item : json) {
      items.add(decode(item, depth + 1));
    }
    return new ArrayValue(items);
  }

  private static ConvexValue special(JsonNode json, int depth) {
    if (json.size() != 1) {
      return object(json, depth);
    }
    Map.Entry<String, JsonNode> only = json.properties().iterator().next();
    return switch (only.getKey()) {
      case "$integer" -> new Int64Value(littleEndian(only.getValue()).getLong());
      case "$float" -> specialFloat(littleEndian(only.getValue()).getDouble());
      case "$bytes" -> new BytesValue(base64(only.getValue()));
      default -> object(json, depth);
    };
  }

  /** Zero is let through, as the backend does; the JavaScript client does not. */
  private static Float64Value specialFloat(double number) {
    if (Double.isFinite(number) && number != 0) {
      throw new InvalidValueException(Problem.MALFORMED_ENCODING);
    }
    return new Float64Value(number);
  }

  private static ObjectValue object(JsonNode json, int depth) {
    requireDepth(depth);
    if (json.size() > MAX_FIELDS) {
      throw new InvalidValueException(Problem.TOO_MANY_FIELDS);
    }
    TreeMap<String, ConvexValue> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!Identifiers.isFieldName(field.getKey())) {
        throw new InvalidValueException(Problem.INVALID_FIELD_NAME);
      }
      fields.put(field.getKey(), decode(field.getValue(), depth + 1));
    }
    return new ObjectValue(fields);
  }

  private static void requireDepth(int depth) {
    if (depth > MAX_NESTING) {
      throw new InvalidValueException(Problem.TOO_NESTED);
    }
  }

  private static ByteBuffer littleEndian(JsonNode json) {
    byte[] bytes = base64(json);
    if (bytes.length != Long.BYTES) {
      throw new InvalidValueException(Problem.MALFORMED_ENCODING);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Java's decoder forgives missing padding and stray bits; the backend's does not. */
  private static byte[] base64(JsonNode json) {
    String text = json.textValue();
    byte @Nullable [] bytes = text == null ? null : decodeOrNull(text);
    if (bytes == null || !Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new InvalidValueException(Problem.MALFORMED_ENCODING);
    }
    return bytes;
  }

  private static byte @Nullable [] decodeOrNull(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
