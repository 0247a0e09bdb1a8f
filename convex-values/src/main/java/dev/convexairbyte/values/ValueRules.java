package dev.convexairbyte.values;

import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.InvalidValueException.Problem;

/** What holds for every value, also for one that was not read from JSON. */
public final class ValueRules {

  private ValueRules() {}

  /** Throws InvalidValueException where a name cannot be or a limit of any value is broken. */
  public static void require(ConvexValue value) {
    require(value.nesting() <= ValueDecoder.MAX_NESTING, Problem.TOO_NESTED);
    requireNamesAndCounts(value);
    require(value.size() <= ValueDecoder.MAX_SIZE, Problem.TOO_LARGE);
  }

  private static void requireNamesAndCounts(ConvexValue value) {
    if (value instanceof ArrayValue array) {
      require(array.items().size() <= ValueDecoder.MAX_ITEMS, Problem.TOO_MANY_ITEMS);
      array.items().forEach(ValueRules::requireNamesAndCounts);
    }
    if (value instanceof ObjectValue object) {
      require(object.fields().size() <= ValueDecoder.MAX_FIELDS, Problem.TOO_MANY_FIELDS);
      object
          .fields()
          .forEach(
              (name, item) -> {
                require(Identifiers.isFieldName(name), Problem.INVALID_FIELD_NAME);
                requireNamesAndCounts(item);
              });
    }
  }

  private static void require(boolean holds, Problem problem) {
    if (!holds) {
      throw new InvalidValueException(problem);
    }
  }
}
