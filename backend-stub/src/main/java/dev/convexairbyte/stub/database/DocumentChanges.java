package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The documents as a transaction sees them: those that were committed, and its own over them. */
final class DocumentChanges {

  private final CommittedDocuments others;
  private final KeyIndexes committedKeys;
  private KeyIndexes ownKeys = new KeyIndexes();
  private final SortedMap<RowKey, Optional<ObjectValue>> writes = new TreeMap<>();

  /**
   * @param committedKeys of the documents that are committed
   */
  DocumentChanges(CommittedDocuments others, KeyIndexes committedKeys) {
    this.others = others;
    this.committedKeys = committedKeys;
  }

  Optional<ObjectValue> get(Table table, DocumentId id) {
    RowKey row = new RowKey(table.tablet(), id);
    Optional<ObjectValue> own = writes.get(row);
    return own != null ? own : others.document(row.tablet(), id);
  }

  /** Writes a document; deletes it where it is empty. */
  void put(Table table, DocumentId id, Optional<ObjectValue> document) {
    Optional<ObjectValue> before = writes.put(new RowKey(table.tablet(), id), document);
    ownKeys.update(table.tablet(), id, before == null ? Optional.empty() : before, document);
  }

  /** The ids of the documents whose values at the paths equal the key's. */
  Set<DocumentId> find(Table table, List<FieldPath> paths, List<ConvexValue> key) {
    KeyIndex committed =
        committedKeys.get(
            table.tablet(), paths, index -> others.documents(table.tablet(), index::put));
    Set<DocumentId> found = new LinkedHashSet<>(committed.find(key));
    found.removeIf(id -> isWritten(table, id));
    found.addAll(ownKeys.get(table.tablet(), paths, index -> own(table, index::put)).find(key));
    return found;
  }

  /** Has every document of the table taken, once. */
  void all(Table table, BiConsumer<DocumentId, ObjectValue> taker) {
    others.documents(
        table.tablet(),
        (id, document) -> {
          if (!isWritten(table, id)) {
            taker.accept(id, document);
          }
        });
    own(table, taker);
  }

  private boolean isWritten(Table table, DocumentId id) {
    return writes.containsKey(new RowKey(table.tablet(), id));
  }

  private void own(Table table, BiConsumer<DocumentId, ObjectValue> taker) {
    writes.forEach(
        (row, document) -> {
          if (row.tablet().equals(table.tablet())) {
            document.ifPresent(present -> taker.accept(row.id(), present));
          }
        });
  }

  SortedMap<RowKey, Optional<ObjectValue>> writes() {
    return writes;
  }

  /** Puts these writes in the place of all others. */
  void reset(SortedMap<RowKey, Optional<ObjectValue>> earlier) {
    writes.clear();
    writes.putAll(earlier);
    ownKeys = new KeyIndexes();
  }
}
