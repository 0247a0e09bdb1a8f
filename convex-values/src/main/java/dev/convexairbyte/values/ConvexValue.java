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

    /** Doubles that are integers differ in few bits, which HashMap looks at last. */
    @Override
    public int hashCode() {
      long bits = Double.doubleToLongBits(value);
      return (int) (((bits ^ (bits >>> 32)) * 0x9E3779B97F4A7C15L) >>> 32);
    }

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
      int size = 2;
      for (ConvexValue item : items) {
        size += item.size();
      }
      return size;
    }

    @Override
    public int nesting() {
      int deepest = 0;
      for (ConvexValue item : items) {
        deepest = Math.max(deepest, item.nesting());
      }
      return 1 + deepest;
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

    /**
     * Fields in two arrays, which must not be changed any more; the names may be those of other
     * objects too. Throws IllegalArgumentException where they do not ascend.
     */
    public static ObjectValue ofSorted(String[] names, ConvexValue[] values) {
      return new ObjectValue(new SortedFields(names, values));
    }

    /** This object with the others' fields added or put in the place of its own. */
    public ObjectValue with(ObjectValue others) {
      return new ObjectValue(SortedFields.copyOf(fields).with(SortedFields.copyOf(others.fields)));
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
      int deepest = 0;
      for (Map.Entry<String, ConvexValue> field : fields.entrySet()) {
        deepest = Math.max(deepest, field.getValue().nesting());
      }
      return 1 + deepest;
    }
  }
}
