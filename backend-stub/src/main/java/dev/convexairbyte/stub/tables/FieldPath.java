package dev.convexairbyte.stub.tables;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.List;
import java.util.Optional;

/** The way to a field, through objects. */
public record FieldPath(List<String> names) {

  public FieldPath {
    names = List.copyOf(names);
  }

  /** The value at the end of the way; empty where it leads through something else than objects. */
  public Optional<ConvexValue> in(ObjectValue document) {
    Optional<ConvexValue> value = Optional.of(document);
    for (String name : names) {
      value =
          value
              .filter(ObjectValue.class::isInstance)
              .map(object -> ((ObjectValue) object).fields().get(name));
    }
    return value;
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}
