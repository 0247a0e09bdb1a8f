package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.export.TableShapes.TableShape;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Looks at every document, but for those of tables that are as they were when last looked at. */
public final class ShapeReader {

  private final Database database;
  private final Map<TabletId, Kept> kept = new ConcurrentHashMap<>();

  public ShapeReader(Database database) {
    this.database = database;
  }

  /** What a table's documents looked like as of a time; nothing changes it any more. */
  private record Kept(long ts, Optional<ObjectShapes> documents) {}

  /**
   * What there is to look at, and as of when.
   *
   * @param known what need not be looked at again
   */
  private record Contents(
      long ts,
      Set<String> components,
      List<Table> tables,
      Map<TabletId, Kept> known,
      Optional<DeclaredSchema> schema) {}

  /** Others go on to commit meanwhile. */
  DeploymentShapes read() {
    Contents contents = database.read(this::contents);
    NavigableMap<String, TableShapes> components = new TreeMap<>();
    for (String component : contents.components()) {
      Map<Integer, String> names = new HashMap<>();
      // Ids of stored files are told from other text, though their table is none of the user's.
      names.put(SystemTables.STORAGE.number(), SystemTables.STORAGE.name());
      components.put(component, new TableShapes(new ArrayList<>(), names));
    }
    for (Table table : contents.tables()) {
      TableShapes component = Objects.requireNonNull(components.get(table.component()));
      component.names().put(table.number(), table.name());
      if (table.isVisible()) {
        component.tables().add(new TableShape(table, documents(contents, table.tablet())));
      }
    }
    return new DeploymentShapes(components, contents.schema());
  }

  private Contents contents(DocumentLog log, TableCatalog catalog) {
    List<Table> tables = catalog.tables().stream().filter(Table::isLive).toList();
    Map<TabletId, Kept> known = new HashMap<>(kept);
    known.entrySet().removeIf(old -> catalog.hasChanged(old.getKey(), old.getValue().ts()));
    kept.keySet().retainAll(tables.stream().map(Table::tablet).collect(Collectors.toSet()));
    return new Contents(log.latest(), catalog.components(), tables, known, catalog.schema());
  }

  private Optional<ObjectShapes> documents(Contents contents, TabletId tablet) {
    Kept known = contents.known().get(tablet);
    if (known != null) {
      return known.documents();
    }
    Shape shape = new Shape();
    Iterator<LogEntry> documents = database.documents(tablet, contents.ts());
    documents.forEachRemaining(entry -> shape.add(entry.document().orElseThrow()));
    Kept looked =
        new Kept(
            contents.ts(),
            shape.objects().variants() == 0 ? Optional.empty() : Optional.of(shape.objects()));
    kept.put(tablet, looked);
    return looked.documents();
  }
}
