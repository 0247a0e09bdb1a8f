package dev.convexairbyte.destination.death;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubBackend;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The deployment's tables, every row as the change that it was made of. */
final class Tables {

  private final StubBackend backend;
  private final Map<String, Map<String, Change>> known = new HashMap<>();

  Tables(StubBackend backend) {
    this.backend = backend;
  }

  /** From now on a row may be made of one of these. */
  void know(CopiedStream stream, Collection<Change> changes) {
    Map<String, Change> ofTable = known.computeIfAbsent(stream.table(), table -> new HashMap<>());
    changes.forEach(change -> ofTable.put(change.stored(), change));
  }

  /**
   * How often each change is there.
   *
   * @param problems told of a row that no change is stored as
   */
  Map<Change, Integer> rows(CopiedStream stream, Consumer<String> problems) {
    Map<String, Change> ofTable = known.getOrDefault(stream.table(), Map.of());
    Map<Change, Integer> rows = new HashMap<>();
    for (ObjectNode document : backend.documents(stream.table())) {
      String stored = Rows.of(document);
      Change change = ofTable.get(stored);
      if (change == null) {
        problems.accept(stream + " has a torn or foreign row: " + stored);
        continue;
      }
      rows.merge(change, 1, Integer::sum);
    }
    return rows;
  }
}
