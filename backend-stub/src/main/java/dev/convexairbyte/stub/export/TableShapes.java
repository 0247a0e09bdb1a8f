package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.database.Database;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

  /** A table with its documents, which have not been looked at yet. */
  private record LiveTable(Table table, List<LogEntry> documents) {}

  /** What there is to look at: tables by tablet, hidden ones without their documents. */
  private record Contents(Set<String> components, List<LiveTable> tables) {

    static Contents read(DocumentLog log, TableCatalog catalog) {
      List<LiveTable> tables = new ArrayList<>();
      for (Table table : catalog.tables()) {
        if (table.isLive()) {
          tables.add(new LiveTable(table, documents(log, table)));
        }
      }
      return new Contents(catalog.components(), tables);
    }

    private static List<LogEntry> documents(DocumentLog log, Table table) {
      if (table.state() != TableState.ACTIVE) {
        return List.of();
      }
      try (Stream<LogEntry> live = log.documents(table.tablet(), log.latest(), DocumentId.MIN)) {
        return live.toList();
      }
    }
  }

  /** All components by path, the root first. Commits wait until all is picked, not looked at. */
  static NavigableMap<String, TableShapes> read(Database database) {
    Contents contents = database.read(Contents::read);
    NavigableMap<String, TableShapes> components = new TreeMap<>();
    for (String component : contents.components()) {
      components.put(component, new TableShapes(new ArrayList<>(), new HashMap<>()));
    }
    for (LiveTable live : contents.tables()) {
      Objects.requireNonNull(components.get(live.table().component())).add(live);
    }
    return components;
  }

  private void add(LiveTable live) {
    Table table = live.table();
    names.put(table.number(), table.name());
    if (table.state() == TableState.ACTIVE) {
      tables.add(new TableShape(table, shapes(live.documents())));
    }
  }

  private static Optional<ObjectShapes> shapes(List<LogEntry> documents) {
    Shape shape = new Shape();
    documents.forEach(entry -> shape.add(entry.document().orElseThrow()));
    return shape.objects().variants() == 0 ? Optional.empty() : Optional.of(shape.objects());
  }
}
