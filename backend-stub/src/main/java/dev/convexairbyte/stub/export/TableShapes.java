package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.export.ObjectShapes.Field;
import dev.convexairbyte.stub.tables.Table;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The visible tables of one component with what their documents look like, by tablet.
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
}
