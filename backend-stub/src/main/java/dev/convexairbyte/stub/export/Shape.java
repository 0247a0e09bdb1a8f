package dev.convexairbyte.stub.export;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the values at one place, from the values seen there. Of more than 16 kinds the
 * alike ones are merged. Mirrors get-convex/convex-backend, crates/shape_inference.
 */
final class Shape {

  private static final int MAX_VARIANTS = 16;

  /** Kinds that need no more than to be seen. */
  enum Scalar {
    NULL,
    INT64,
    BOOLEAN,
    BYTES
  }

  /** Kinds of doubles; all but the first are special. */
  private enum Double64 {
    ORDINARY,
    NEGATIVE_ZERO,
    NAN,
    POSITIVE_INFINITY,
    NEGATIVE_INFINITY
  }

  private final Set<Scalar> scalars = EnumSet.noneOf(Scalar.class);
  private final Set<Double64> doubles = EnumSet.noneOf(Double64.class);
  private final StringShape strings = new StringShape();
  private final ObjectShapes objects = new ObjectShapes();
  private @Nullable Shape items;
  private boolean doublesMerged;

  void add(ConvexValue value) {
    if (value instanceof NullValue) {
      scalars.add(Scalar.NULL);
    } else if (value instanceof Int64Value) {
      scalars.add(Scalar.INT64);
    } else if (value instanceof BooleanValue) {
      scalars.add(Scalar.BOOLEAN);
    } else if (value instanceof BytesValue) {
      scalars.add(Scalar.BYTES);
    } else if (value instanceof Float64Value number) {
      doubles.add(kind(number.value()));
    } else if (value instanceof StringValue text) {
      strings.add(text.value());
    } else if (value instanceof ArrayValue array) {
      Shape shape = itemsOrNew();
      array.items().forEach(shape::add);
    } else if (value instanceof ObjectValue object) {
      objects.add(object);
    }
    contract();
  }

  void addAll(Shape other) {
    scalars.addAll(other.scalars);
    doubles.addAll(other.doubles);
    doublesMerged |= other.doublesMerged;
    strings.addAll(other.strings);
    objects.addAll(other.objects);
    if (other.items != null) {
      itemsOrNew().addAll(other.items);
    }
    contract();
  }

  private Shape itemsOrNew() {
    if (items == null) {
      items = new Shape();
    }
    return items;
  }

  private static Double64 kind(double number) {
    if (Double.isNaN(number)) {
      return Double64.NAN;
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? Double64.POSITIVE_INFINITY : Double64.NEGATIVE_INFINITY;
    }
    return number == 0 && 1 / number < 0 ? Double64.NEGATIVE_ZERO : Double64.ORDINARY;
  }

  private void contract() {
    while (variants() > MAX_VARIANTS) {
      if (strings.contract()) {
        continue;
      }
      if (doubles.size() > 1 && !doublesMerged) {
        doublesMerged = true;
        continue;
      }
      objects.contract();
    }
  }

  private int variants() {
    int doubleVariants = doublesMerged ? 1 : doubles.size();
    return scalars.size()
        + doubleVariants
        + strings.variants()
        + objects.variants()
        + (items == null ? 0 : 1);
  }

  boolean has(Scalar scalar) {
    return scalars.contains(scalar);
  }

  boolean hasDoubles() {
    return !doubles.isEmpty();
  }

  boolean hasSpecialDoubles() {
    return doubles.stream().anyMatch(kind -> kind != Double64.ORDINARY);
  }

  StringShape strings() {
    return strings;
  }

  ObjectShapes objects() {
    return objects;
  }

  /** The shape of the items of arrays; null where no array was seen. */
  @Nullable Shape items() {
    return items;
  }
}
