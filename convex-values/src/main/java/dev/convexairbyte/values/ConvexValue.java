package dev.convexairbyte.values;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A value that a document can hold. Equality is the backend's: {@code -0} is not {@code 0}, an
 * Int64 is never a Float64.
 */
public sealed interface ConvexValue {

  /** The bytes that the backend counts for the value, not the length of any encoding. */
  int size();

  /** How deep arrays and objects stand in each other: 0 for a scalar, 1 for an empty array. */
  default int nesting() {
    return 0;
  }

  /** Null; Convex has no undefined value inside a document. */
  record NullValue() implements ConvexValue {

    @Override
    public int size() {
      return 1;
    }
  }

  /** A signed 64-bit integer. */
  record Int64Value(long value) implements ConvexValue {

    @Override
    public int size() {
      return 9;
    }
  }

  /** An IEEE 754 double, NaN and the infinities included. */
  record Float64Value(double value) implements ConvexValue {

    @Override
    public int size() {
      return 9;
    }
  }

  /** True or false. */
  record BooleanValue(boolean value) implements ConvexValue {

    @Override
    public int size() {
      return 1;
    }
  }

  /** Text without lone surrogates. */
  record StringValue(String value) implements ConvexValue {

    @Override
    public int size() {
      return 2 + value.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** A byte string. */
  final class BytesValue implements ConvexValue {

    private final byte[] bytes;

    public BytesValue(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    /** The bytes in base64, standard alphabet, padded. */
    public String toBase64() {
      return Base64.getEncoder().encodeToString(bytes);
    }

    public byte[] toByteArray() {
      return bytes.clone();
    }

    @Override
    public int size() {
      return 2 + bytes.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BytesValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "BytesValue[" + bytes.length + " bytes]";
    }
  }

  /** Values in order. */
  record ArrayValue(List<ConvexValue> items) implements ConvexValue {

    public ArrayValue {
      items = List.copyOf(items);
    }

    @Override
    public int size() {
      return 2 + items.stream().mapToInt(ConvexValue::size).sum();
    }

    @Override
    public int nesting() {
      return 1 + items.stream().mapToInt(ConvexValue::nesting).max().orElse(0);
    }
  }

  /**
   * Fields by name, unmodifiable and in ascending byte order (names are ASCII), like the backend's
   * BTreeMap.
   */
  record ObjectValue(Map<String, ConvexValue> fields) implements ConvexValue {

    public ObjectValue {
      fields = SortedFields.copyOf(fields);
    }

    public static ObjectValue of(Map<String, ConvexValue> fields) {
      return new ObjectValue(fields);
    }

    @Override
    public int size() {
      int size = 2;
      for (Map.Entry<String, ConvexValue> field : fields.entrySet()) {
        size += field.getKey().length() + 1 + field.getValue().size();
      }
      return size;
    }

    @Override
    public int nesting() {
      return 1 + fields.values().stream().mapToInt(ConvexValue::nesting).max().orElse(0);
    }
  }
}
