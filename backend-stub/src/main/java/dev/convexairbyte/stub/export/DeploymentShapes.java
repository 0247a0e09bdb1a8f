package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.export.TableShapes.TableShape;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What all tables look like, and what is declared of them, as of one time.
 *
 * @param components by path, the root first
 * @param schema that is declared for the root
 */
record DeploymentShapes(
    NavigableMap<String, TableShapes> components, Optional<DeclaredSchema> schema) {

  /** What there is to look at, and as of when. */
  private record Contents(
      long ts, Set<String> components, List<Table> tables, Optional<DeclaredSchema> schema) {

    static Contents read(DocumentLog log, TableCatalog catalog) {
      List<Table> tables = catalog.tables().stream().filter(Table::isLive).toList();
      return new Contents(log.latest(), catalog.components(), tables, catalog.schema());
    }
  }

  /** Looks at every document, while others go on to commit. */
  static DeploymentShapes read(Database database) {
    Contents contents = database.read(Contents::read);
    NavigableMap<String, TableShapes> components = new TreeMap<>();
    for (String component : contents.components()) {
      components.put(component, new TableShapes(new ArrayList<>(), new HashMap<>()));
    }
    for (Table table : contents.tables()) {
      TableShapes component = Objects.requireNonNull(components.get(table.component()));
      component.names().put(table.number(), table.name());
      if (table.isVisible()) {
        Iterator<LogEntry> documents = database.documents(table.tablet(), contents.ts());
        component.tables().add(new TableShape(table, shapes(documents)));
      }
    }
    return new DeploymentShapes(components, contents.schema());
  }

  private static Optional<ObjectShapes> shapes(Iterator<LogEntry> documents) {
    Shape shape = new Shape();
    documents.forEachRemaining(entry -> shape.add(entry.document().orElseThrow()));
    return shape.objects().variants() == 0 ? Optional.empty() : Optional.of(shape.objects());
  }
}
