package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.export.ObjectShapes.Field;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.stub.tables.TableState;
import dev.convexairbyte.values.DocumentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The active tables of one component with what their documents look like now, by tablet.
 *
 * @param names of the tables by number, hidden ones included
 */
record TableShapes(List<TableShape> tables, Map<Integer, String> names) {

  /** A table and what its documents look like: empty for a table without any. */
  record TableShape(Table table, Optional<ObjectShapes> documents) {

    boolean isEmpty() {
      return documents.isEmpty();
    }

    /** The fields of its documents; empty where there is none, or they have no common shape. */
    Optional<NavigableMap<String, Field>> fields() {
      return documents.flatMap(ObjectShapes::fields);
    }
  }

  /** All components by path, the root first. */
  static NavigableMap<String, TableShapes> read(DocumentLog log, TableCatalog catalog) {
    NavigableMap<String, TableShapes> components = new TreeMap<>();
    for (String component : catalog.components()) {
      components.put(component, new TableShapes(new ArrayList<>(), new HashMap<>()));
    }
    for (Table table : catalog.tables()) {
      TableShapes shapes = components.get(table.component());
      if (shapes == null || table.isSystem() || table.state() == TableState.DELETING) {
        continue;
      }
      shapes.names.put(table.number(), table.name());
      if (table.state() == TableState.ACTIVE) {
        shapes.tables.add(new TableShape(table, documents(log, table)));
      }
    }
    return components;
  }

  private static Optional<ObjectShapes> documents(DocumentLog log, Table table) {
    Shape shape = new Shape();
    try (Stream<LogEntry> live = log.documents(table.tablet(), log.latest(), DocumentId.MIN)) {
      live.forEach(entry -> shape.add(entry.document().orElseThrow()));
    }
    return shape.objects().variants() == 0 ? Optional.empty() : Optional.of(shape.objects());
  }
}
