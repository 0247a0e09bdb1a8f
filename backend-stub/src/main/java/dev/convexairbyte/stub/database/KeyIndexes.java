package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The key indexes that were asked for so far, each filled when it is first asked for. */
final class KeyIndexes {

  private final Map<TabletId, Map<List<FieldPath>, KeyIndex>> indexes = new HashMap<>();

  KeyIndex get(TabletId tablet, List<FieldPath> paths, Consumer<KeyIndex> fill) {
    return indexes
        .computeIfAbsent(tablet, key -> new HashMap<>())
        .computeIfAbsent(
            paths,
            key -> {
              KeyIndex index = new KeyIndex(paths);
              fill.accept(index);
              return index;
            });
  }

  /** Whether any index of the tablet has to follow its writes. */
  boolean cover(TabletId tablet) {
    return indexes.containsKey(tablet);
  }

  /** Follows one write to a document. */
  void update(
      TabletId tablet, DocumentId id, Optional<ObjectValue> before, Optional<ObjectValue> after) {
    for (KeyIndex index : indexes.getOrDefault(tablet, Map.of()).values()) {
      before.ifPresent(document -> index.remove(id, document));
      after.ifPresent(document -> index.put(id, document));
    }
  }

  void drop(TabletId tablet) {
    indexes.remove(tablet);
  }
}
