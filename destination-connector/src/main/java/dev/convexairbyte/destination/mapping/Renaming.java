package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.destination.mapping.RecordTree.Fields;
import dev.convexairbyte.destination.mapping.RecordTree.Items;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives the fields of a tree the names that the backend stores them under, by what else is in their
 * objects. Mirrors valid_json of get-convex/convex-backend, crates/application/src/
 * airbyte_import.rs.
 */
final class Renaming {

  private final NameChanges changes;

  /**
   * @param changes takes the names that change
   */
  Renaming(NameChanges changes) {
    this.changes = changes;
  }

  /**
   * The tree as it is stored, the fields of its objects in the order of their names.
   *
   * @param key the key paths through it
   * @throws RecordProblemException if a field gets no name, or a key field has to share its name
   */
  RecordTree stored(RecordTree tree, @Nullable KeyFields key) {
    return stored(tree, key, "", true);
  }

  private RecordTree stored(
      RecordTree tree, @Nullable KeyFields key, String at, boolean isTopLevel) {
    if (tree instanceof Items array) {
      return new Items(array.items().stream().map(item -> stored(item, null, at, false)).toList());
    }
    return tree instanceof Fields object ? stored(object.fields(), key, at, isTopLevel) : tree;
  }

  private Fields stored(
      Map<String, RecordTree> object, @Nullable KeyFields key, String at, boolean isTopLevel) {
    Map<String, String> storedNames = storedNames(object, at, isTopLevel);
    Map<String, String> winners = new HashMap<>();
    storedNames.forEach((name, storedName) -> winners.put(storedName, name));
    Map<String, RecordTree> stored = new TreeMap<>();
    storedNames.forEach(
        (name, storedName) -> {
          String place = below(at, name, isTopLevel);
          String winner = winners.getOrDefault(storedName, name);
          if (key != null) {
            requireOwnName(key, name, storedName, object);
          }
          changes.stored(at, name, storedName, isTopLevel);
          if (!winner.equals(name)) {
            changes.lost(at, name, winner, isTopLevel);
          }
          RecordTree value = Objects.requireNonNull(object.get(name));
          KeyFields fieldKey = key == null ? null : key.field(name);
          stored.put(storedName, stored(value, fieldKey, place, false));
        });
    return new Fields(stored);
  }

  private static Map<String, String> storedNames(
      Map<String, RecordTree> object, String at, boolean isTopLevel) {
    try {
      return Identifiers.fieldNames(object.keySet());
    } catch (InvalidIdentifierException e) {
      RecordProblem problem =
          isNameable(e.name()) ? RecordProblem.NAMES_TAKEN : RecordProblem.UNNAMEABLE;
      throw new RecordProblemException(problem, below(at, e.name(), isTopLevel));
    }
  }

  private static boolean isNameable(String name) {
    try {
      Identifiers.fieldName(name);
      return true;
    } catch (InvalidIdentifierException e) {
      return false;
    }
  }

  /** What is stored where the key is looked for must be the field that the key names. */
  private static void requireOwnName(
      KeyFields key, String name, String storedName, Map<String, RecordTree> object) {
    String keyField = key.storedAs(storedName);
    if (keyField != null && !keyField.equals(name)) {
      throw object.containsKey(keyField)
          ? clash(keyField, name)
          : new RecordProblemException(RecordProblem.KEY_MISSING, keyField);
    }
    if (key.field(name) != null && !storedName.equals(key.storedName(name))) {
      throw clash(name, Identifiers.fieldName(name));
    }
  }

  private static RecordProblemException clash(String keyField, String other) {
    return new RecordProblemException(
        RecordProblem.KEY_CLASH,
        RecordPath.shown(keyField) + " and the field " + RecordPath.shown(other));
  }

  private static String below(String at, String name, boolean isTopLevel) {
    return isTopLevel ? RecordPath.shown(name) : at + "." + RecordPath.shown(name);
  }
}
