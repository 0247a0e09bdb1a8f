package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.tables.ComponentPath;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The components as a transaction sees them: those that were committed, and its own changes. */
final class ComponentChanges {

  private final IdSource ids;
  private final NavigableMap<String, DocumentId> components;
  private final SortedMap<RowKey, Optional<ObjectValue>> rows = new TreeMap<>();

  ComponentChanges(Map<String, DocumentId> committed, IdSource ids) {
    this.components = new TreeMap<>(committed);
    this.ids = ids;
  }

  /** Adds the component and those that it lies in, as far as they are missing. */
  void add(String component) {
    for (int end = component.length(); end > 0; end = component.lastIndexOf('/', end - 1)) {
      String path = component.substring(0, end);
      if (!components.containsKey(path)) {
        DocumentId id = ids.document(SystemTables.COMPONENTS.number());
        components.put(path, id);
        rows.put(key(id), Optional.of(SystemTables.component(path)));
      }
    }
  }

  /** Removes the component and those within it. */
  void remove(String component) {
    components.forEach(
        (path, id) -> {
          if (ComponentPath.isWithin(path, component)) {
            rows.put(key(id), Optional.empty());
          }
        });
    components.keySet().removeIf(path -> ComponentPath.isWithin(path, component));
  }

  void removeAll() {
    components.values().forEach(id -> rows.put(key(id), Optional.empty()));
    components.clear();
  }

  private static RowKey key(DocumentId id) {
    return new RowKey(SystemTables.COMPONENTS.tablet(), id);
  }

  /** The rows of the system table that say what changed. */
  Map<RowKey, Optional<ObjectValue>> rows() {
    return rows;
  }
}
