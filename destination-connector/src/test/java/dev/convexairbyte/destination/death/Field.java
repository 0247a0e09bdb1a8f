package dev.convexairbyte.destination.death;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A field as JSON text of the source, and as the backend stores it.
 *
 * @param storedName empty if the backend drops it
 * @param storedValue as {@link Rows} writes it
 */
record Field(String name, String value, String storedName, String storedValue) {

  static Field kept(String name, String value, String storedValue) {
    return new Field(name, value, name, storedValue);
  }

  static Field dropped(String name, String value) {
    return new Field(name, value, "", "");
  }

  /** The stored fields as one object, as {@link Rows} writes it. */
  static String stored(List<Field> fields) {
    return fields.stream()
        .filter(field -> !field.storedName.isEmpty())
        .sorted(Comparator.comparing(Field::storedName))
        .map(field -> "\"" + field.storedName + "\":" + field.storedValue)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
