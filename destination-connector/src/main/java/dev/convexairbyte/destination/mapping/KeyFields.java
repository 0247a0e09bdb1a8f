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
  private final Map<String, String> renamed = new HashMap<>();
  private int path = NO_PATH;

  static KeyFields of(PrimaryKey key) {
    KeyFields root = new KeyFields();
    for (int path = 0; path < key.paths().size(); path++) {
      root.add(key.paths().get(path), key.storedPaths().get(path), path);
    }
    return root;
  }

  private void add(List<String> names, List<String> storedNames, int index) {
    KeyFields node = this;
    for (int depth = 0; depth < names.size(); depth++) {
      String name = names.get(depth);
      if (!name.equals(storedNames.get(depth))) {
        node.renamed.put(storedNames.get(depth), name);
      }
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

  /**
   * The key field that would be stored under the same name as this field, if that is another one.
   */
  @Nullable String rival(String name, StoredNames storedNames) {
    if (renamed.isEmpty()) {
      return null;
    }
    String keyField = renamed.get(storedNames.of(name));
    return name.equals(keyField) ? null : keyField;
  }
}
