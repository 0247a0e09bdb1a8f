package dev.convexairbyte.stub.importing;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one sequence of keys go: the names that are stored, ascending, and for each
 * the place of its value among the keys. Of a key that comes twice the later value counts, and of
 * two keys that become one name too.
 */
final class FieldLayout {

  private final Collection<Integer> distinct;
  private final Optional<Map<String, Integer>> stored;
  private final String[] names;
  private final int[] places;

  private FieldLayout(Collection<Integer> distinct, Optional<Map<String, Integer>> stored) {
    this.distinct = distinct;
    this.stored = stored;
    Map<String, Integer> sorted = new TreeMap<>(stored.orElse(Map.of()));
    names = sorted.keySet().toArray(String[]::new);
    places = sorted.values().stream().mapToInt(place -> place).toArray();
  }

  static FieldLayout of(List<String> keys) {
    Map<String, Integer> byKey = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      byKey.put(keys.get(i), i);
    }
    Map<String, Integer> stored = new LinkedHashMap<>();
    try {
      Identifiers.fieldNames(byKey.keySet())
          .forEach((key, name) -> stored.put(name, byKey.getOrDefault(key, 0)));
    } catch (InvalidIdentifierException e) {
      return new FieldLayout(byKey.values(), Optional.empty());
    }
    return new FieldLayout(byKey.values(), Optional.of(stored));
  }

  /** Whether there is a key that no name can be made of; then nothing is stored. */
  boolean isUnnameable() {
    return stored.isEmpty();
  }

  /** The places of the values whose key does not come again. */
  Collection<Integer> distinct() {
    return distinct;
  }

  /** The places of the values that are stored, in the order in which the backend looks at them. */
  Collection<Integer> inOrder() {
    return stored.map(Map::values).orElse(List.of());
  }

  int size() {
    return names.length;
  }

  /** Throws NullPointerException where the value of a place that is stored is null. */
  ObjectValue object(List<@Nullable ConvexValue> values) {
    ConvexValue[] sorted = new ConvexValue[places.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Objects.requireNonNull(values.get(places[i]));
    }
    return ObjectValue.ofSorted(names, sorted);
  }
}
