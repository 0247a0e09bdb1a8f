package dev.convexairbyte.stub.export;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is known of the objects at one place: one variant for each set of fields that cannot be
 * another's, or a record once an object does not fit. Mirrors get-convex/convex-backend,
 * crates/shape_inference/src/object.rs and supertype.rs.
 */
final class ObjectShapes {

  private static final int MAX_FIELDS = 64;

  private final List<Variant> variants = new ArrayList<>();
  private boolean record;

  /** A field of a variant. */
  record Field(Shape shape, boolean optional) {}

  /** Objects of alike fields. */
  private record Variant(NavigableMap<String, Field> fields) {

    static Variant of(ObjectValue object) {
      NavigableMap<String, Field> fields = new TreeMap<>();
      for (Map.Entry<String, ConvexValue> field : object.fields().entrySet()) {
        Shape shape = new Shape();
        shape.add(field.getValue());
        fields.put(field.getKey(), new Field(shape, false));
      }
      return new Variant(fields);
    }

    /** Whether an object could be of both. */
    boolean overlaps(Variant other) {
      return required().allMatch(other.fields::containsKey)
          && other.required().allMatch(fields::containsKey);
    }

    /** Whether the object is of this variant as it stands. */
    boolean takes(ObjectValue object) {
      return fields.keySet().containsAll(object.fields().keySet())
          && required().allMatch(object.fields()::containsKey);
    }

    void add(ObjectValue object) {
      fields.forEach(
          (name, field) ->
              Optional.ofNullable(object.fields().get(name)).ifPresent(field.shape()::add));
    }

    private Stream<String> required() {
      return fields.entrySet().stream()
          .filter(field -> !field.getValue().optional())
          .map(Map.Entry::getKey);
    }
  }

  void add(ObjectValue object) {
    boolean fits =
        object.fields().size() <= MAX_FIELDS
            && object.fields().keySet().stream().allMatch(Identifiers::isIdentifier);
    if (!fits) {
      becomeRecord();
      return;
    }
    if (record) {
      return;
    }
    Optional<Variant> variant = variants.stream().filter(known -> known.takes(object)).findFirst();
    if (variant.isPresent()) {
      variant.get().add(object);
      return;
    }
    variants.add(Variant.of(object));
  }

  void addAll(ObjectShapes other) {
    if (other.record) {
      becomeRecord();
    }
    other.variants.forEach(this::add);
  }

  private void add(Variant variant) {
    if (record) {
      return;
    }
    Optional<Variant> overlapping = variants.stream().filter(variant::overlaps).findFirst();
    if (overlapping.isEmpty()) {
      variants.add(variant);
      return;
    }
    variants.remove(overlapping.get());
    NavigableMap<String, Field> merged = merge(List.of(overlapping.get(), variant));
    if (merged.size() > MAX_FIELDS) {
      becomeRecord();
      return;
    }
    add(new Variant(merged));
  }

  private void becomeRecord() {
    variants.clear();
    record = true;
  }

  int variants() {
    return record ? 1 : variants.size();
  }

  /** Makes one variant of all, or a record where that would have more than 64 fields. */
  void contract() {
    NavigableMap<String, Field> merged = merge(variants);
    if (merged.size() > MAX_FIELDS) {
      becomeRecord();
      return;
    }
    variants.clear();
    variants.add(new Variant(merged));
  }

  boolean isRecord() {
    return record;
  }

  /** The fields of all variants together; empty where no object was seen, or a record is all. */
  Optional<NavigableMap<String, Field>> fields() {
    return variants.isEmpty() ? Optional.empty() : Optional.of(merge(variants));
  }

  private static NavigableMap<String, Field> merge(Collection<Variant> variants) {
    NavigableMap<String, Field> merged = new TreeMap<>();
    for (Variant variant : variants) {
      for (Map.Entry<String, Field> field : variant.fields().entrySet()) {
        Shape shape = new Shape();
        Optional.ofNullable(merged.get(field.getKey()))
            .ifPresent(before -> shape.addAll(before.shape()));
        shape.addAll(field.getValue().shape());
        boolean optional = variants.stream().anyMatch(other -> !isRequired(other, field.getKey()));
        merged.put(field.getKey(), new Field(shape, optional));
      }
    }
    return merged;
  }

  private static boolean isRequired(Variant variant, String name) {
    Field field = variant.fields().get(name);
    return field != null && !field.optional();
  }
}
