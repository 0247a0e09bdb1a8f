package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import java.util.HashMap;
import java.util.Map;

/** Remembers what field names become, since every record of a stream has the same ones. */
final class StoredNames {

  /** Objects used as maps have endless names: start over instead of growing. */
  private static final int MAX_REMEMBERED = 2000;

  private final Map<String, String> remembered = new HashMap<>();

  /** The name that the backend stores; the name itself where the backend has none for it. */
  String of(String name) {
    if (remembered.size() > MAX_REMEMBERED) {
      remembered.clear();
    }
    return remembered.computeIfAbsent(name, StoredNames::stored);
  }

  private static String stored(String name) {
    try {
      return Identifiers.fieldName(name);
    } catch (InvalidIdentifierException e) {
      return name;
    }
  }
}
