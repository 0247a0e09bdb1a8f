package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Convex values from Java's, and back. An int, a float or a double is a number (Float64), a long is
 * a bigint (Int64).
 */
public final class Values {

  /** Convex's null. */
  public static final ConvexValue NULL = new NullValue();

  private Values() {}

  /**
   * An object of names and values in turn: {@code object("author", author, "likes", 3)}. Throws
   * IllegalArgumentException like {@link #of}, and for what are no pairs of names and values.
   */
  public static ObjectValue object(@Nullable Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "Tried to make an object but failed because a name is without its value; give pairs.");
    }
    Map<String, ConvexValue> fields = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!(namesAndValues[i] instanceof String name)) {
        throw new IllegalArgumentException(
            "Tried to make an object but failed because a name is no string; give pairs.");
      }
      fields.put(name, of(namesAndValues[i + 1]));
    }
    return ObjectValue.of(fields);
  }

  /** An array of the items. Throws IllegalArgumentException like {@link #of}. */
  public static ArrayValue array(Collection<?> items) {
    return new ArrayValue(items.stream().map(Values::of).toList());
  }

  /**
   * The value for null, a String, a Boolean, a number, a byte[], a Collection, a Map with strings
   * for keys, an Optional of one of them, or a value as it is. Throws IllegalArgumentException for
   * anything else.
   */
  public static ConvexValue of(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof ConvexValue already) {
      return already;
    }
    if (value instanceof String text) {
      return new StringValue(text);
    }
    if (value instanceof Boolean flag) {
      return new BooleanValue(flag);
    }
    if (value instanceof Number number) {
      return of(number);
    }
    if (value instanceof byte[] bytes) {
      return new BytesValue(bytes);
    }
    if (value instanceof Collection<?> items) {
      return array(items);
    }
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    if (value instanceof Optional<?> maybe) {
      return of(maybe.orElse(null));
    }
    throw unknown(value);
  }

  private static ConvexValue of(Number number) {
    if (number instanceof Long integer) {
      return new Int64Value(integer);
    }
    if (number instanceof Double
        || number instanceof Float
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return new Float64Value(number.doubleValue());
    }
    throw unknown(number);
  }

  private static ObjectValue object(Map<?, ?> map) {
    Map<String, ConvexValue> fields = new TreeMap<>();
    map.forEach(
        (name, value) -> {
          if (!(name instanceof String text)) {
            throw new IllegalArgumentException(
                "Tried to make an object but failed because a key is no string; use strings.");
          }
          fields.put(text, of(value));
        });
    return ObjectValue.of(fields);
  }

  private static IllegalArgumentException unknown(Object value) {
    return new IllegalArgumentException(
        "Tried to make a Convex value but failed because there is none for a %s; use a type that Convex has."
            .formatted(value.getClass().getSimpleName()));
  }

  /** A field that must be there; throws IllegalArgumentException, naming it, where it is not. */
  public static ConvexValue field(ObjectValue object, String name) {
    return given(object, name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Tried to read the field %s but failed because it is missing; give it."
                        .formatted(name)));
  }

  /** A field that may be missing. */
  public static Optional<ConvexValue> given(ObjectValue object, String name) {
    return Optional.ofNullable(object.fields().get(name));
  }

  /** A field that must be a string; throws IllegalArgumentException where it is not. */
  public static String string(ObjectValue object, String name) {
    if (field(object, name) instanceof StringValue text) {
      return text.value();
    }
    throw mistyped(name, "string");
  }

  /** A field that must be a number (Float64); throws IllegalArgumentException where it is not. */
  public static double number(ObjectValue object, String name) {
    if (field(object, name) instanceof Float64Value number) {
      return number.value();
    }
    throw mistyped(name, "number");
  }

  /** A field that must be a bigint (Int64); throws IllegalArgumentException where it is not. */
  public static long int64(ObjectValue object, String name) {
    if (field(object, name) instanceof Int64Value integer) {
      return integer.value();
    }
    throw mistyped(name, "bigint");
  }

  /** A field that must be true or false; throws IllegalArgumentException where it is not. */
  public static boolean flag(ObjectValue object, String name) {
    if (field(object, name) instanceof BooleanValue flag) {
      return flag.value();
    }
    throw mistyped(name, "boolean");
  }

  /** The id of a document. */
  public static String id(ObjectValue document) {
    return string(document, "_id");
  }

  private static IllegalArgumentException mistyped(String name, String type) {
    return new IllegalArgumentException(
        "Tried to read the field %s but failed because it is no %s; give one."
            .formatted(name, type));
  }
}
