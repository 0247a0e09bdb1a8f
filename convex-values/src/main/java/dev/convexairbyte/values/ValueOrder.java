package dev.convexairbyte.values;

import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The order in which Convex sorts values: null, Int64, Float64, boolean, string, bytes, array,
 * object. Mirrors compareValues of npm-packages/convex/src/values/compare.ts; equal in it is equal.
 */
public final class ValueOrder implements Comparator<ConvexValue> {

  public static final ValueOrder INSTANCE = new ValueOrder();

  private ValueOrder() {}

  /** Values that may be missing: those that are come first. */
  public static int compareMissingFirst(Optional<ConvexValue> left, Optional<ConvexValue> right) {
    return left.isPresent() && right.isPresent()
        ? INSTANCE.compare(left.get(), right.get())
        : Boolean.compare(left.isPresent(), right.isPresent());
  }

  @Override
  public int compare(ConvexValue left, ConvexValue right) {
    if (left instanceof Int64Value a && right instanceof Int64Value b) {
      return Long.compare(a.value(), b.value());
    }
    if (left instanceof Float64Value a && right instanceof Float64Value b) {
      return Double.compare(a.value(), b.value());
    }
    if (left instanceof BooleanValue a && right instanceof BooleanValue b) {
      return Boolean.compare(a.value(), b.value());
    }
    if (left instanceof StringValue a && right instanceof StringValue b) {
      return Arrays.compareUnsigned(utf8(a), utf8(b));
    }
    if (left instanceof BytesValue a && right instanceof BytesValue b) {
      return Arrays.compareUnsigned(a.toByteArray(), b.toByteArray());
    }
    if (left instanceof ArrayValue a && right instanceof ArrayValue b) {
      return compareItems(a.items().iterator(), b.items().iterator(), this);
    }
    if (left instanceof ObjectValue a && right instanceof ObjectValue b) {
      Comparator<Map.Entry<String, ConvexValue>> byField =
          Map.Entry.<String, ConvexValue>comparingByKey()
              .thenComparing(Map.Entry.comparingByValue(this));
      return compareItems(
          a.fields().entrySet().iterator(), b.fields().entrySet().iterator(), byField);
    }
    return Integer.compare(rank(left), rank(right));
  }

  private static byte[] utf8(StringValue text) {
    return text.value().getBytes(StandardCharsets.UTF_8);
  }

  private static <T> int compareItems(Iterator<T> left, Iterator<T> right, Comparator<T> items) {
    while (left.hasNext() && right.hasNext()) {
      int order = items.compare(left.next(), right.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private static int rank(ConvexValue value) {
    if (value instanceof NullValue) {
      return 0;
    }
    if (value instanceof Int64Value) {
      return 1;
    }
    if (value instanceof Float64Value) {
      return 2;
    }
    if (value instanceof BooleanValue) {
      return 3;
    }
    if (value instanceof StringValue) {
      return 4;
    }
    if (value instanceof BytesValue) {
      return 5;
    }
    return value instanceof ArrayValue ? 6 : 7;
  }
}
