package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.destination.plan.PrimaryKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key paths of a stream as a tree, walked in step with a record. A node stands for one object
 * of the record or for a field in it.
 */
final class KeyFields {

  static final int NO_PATH = -1;

  private final Map<String, KeyFields> fields = new HashMap<>();
  private final Map<String, String> byStoredName = new HashMap<>();
  private final Map<String, String> storedNames = new HashMap<>();
  private int path = NO_PATH;

  /** The paths by the names that records have. */
  static KeyFields of(PrimaryKey key) {
    return tree(key.paths(), key.storedPaths());
  }

  /** The paths by the names that Convex stores. */
  static KeyFields asStored(PrimaryKey key) {
    return tree(key.storedPaths(), key.storedPaths());
  }

  private static KeyFields tree(List<List<String>> paths, List<List<String>> storedPaths) {
    KeyFields root = new KeyFields();
    for (int path = 0; path < paths.size(); path++) {
      root.add(paths.get(path), storedPaths.get(path), path);
    }
    return root;
  }

  private void add(List<String> names, List<String> storedNames, int index) {
    KeyFields node = this;
    for (int depth = 0; depth < names.size(); depth++) {
      String name = names.get(depth);
      node.byStoredName.put(storedNames.get(depth), name);
      node.storedNames.put(name, storedNames.get(depth));
      node = node.fields.computeIfAbsent(name, unused -> new KeyFields());
    }
    node.path = index;
  }

  /** The field of this name, or null if no key path goes through it. */
  @Nullable KeyFields field(String name) {
    return fields.get(name);
  }

  /** Which of the key paths ends here, {@link #NO_PATH} if none. */
  int path() {
    return path;
  }

  /** The name under which a key field has to be stored, or null if it is none. */
  @Nullable String storedName(String name) {
    return storedNames.get(name);
  }

  /** The key field that is to be stored under a name, or null if none is. */
  @Nullable String storedAs(String storedName) {
    return byStoredName.get(storedName);
  }
}
