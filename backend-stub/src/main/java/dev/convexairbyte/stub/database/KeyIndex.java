package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Documents of one table by the values at some paths. A document that lacks one is not in it. */
final class KeyIndex {

  private final List<FieldPath> paths;
  private final Map<List<ConvexValue>, Set<DocumentId>> ids = new HashMap<>();

  KeyIndex(List<FieldPath> paths) {
    this.paths = paths;
  }

  void put(DocumentId id, ObjectValue document) {
    key(document).ifPresent(key -> ids.computeIfAbsent(key, k -> new LinkedHashSet<>(2)).add(id));
  }

  void remove(DocumentId id, ObjectValue document) {
    key(document)
        .ifPresent(
            key ->
                ids.computeIfPresent(
                    key, (k, same) -> same.remove(id) && same.isEmpty() ? null : same));
  }

  Set<DocumentId> find(List<ConvexValue> key) {
    return ids.getOrDefault(key, Set.of());
  }

  private Optional<List<ConvexValue>> key(ObjectValue document) {
    List<ConvexValue> values = new ArrayList<>(paths.size());
    for (FieldPath path : paths) {
      Optional<ConvexValue> value = path.in(document);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values);
  }
}
