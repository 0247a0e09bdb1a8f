package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Exactly the tables asked for, without the columns that shall not be sent. The backend takes a
 * malformed selection for "everything", so this is the only maker of one.
 *
 * @param tables component path to table name to the columns of that table that are left out
 */
public record Selection(SortedMap<String, SortedMap<String, SortedSet<String>>> tables) {

  /** The key that stands for all that is not named. */
  private static final String OTHER = "_other";

  /** What the backend insists on sending. */
  private static final String ID = "_id";

  /**
   * @throws IllegalArgumentException a name would turn the selection into another one, or into one
   *     that the backend refuses
   */
  public Selection {
    SortedMap<String, SortedMap<String, SortedSet<String>>> copy = new TreeMap<>();
    tables.forEach(
        (component, names) -> {
          if (component.equals(OTHER) || names.containsKey(OTHER)) {
            throw refused("a component or a table is named " + OTHER, "exclude that table");
          }
          SortedMap<String, SortedSet<String>> columns = new TreeMap<>();
          names.forEach((table, leftOut) -> columns.put(table, checked(leftOut)));
          copy.put(component, Collections.unmodifiableSortedMap(columns));
        });
    tables = Collections.unmodifiableSortedMap(copy);
  }

  private static SortedSet<String> checked(Collection<String> columns) {
    if (columns.contains(ID) || columns.contains(OTHER)) {
      throw refused(
          "the columns " + ID + " and " + OTHER + " cannot be left out", "exclude neither");
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(columns));
  }

  private static IllegalArgumentException refused(String reason, String remedy) {
    return new IllegalArgumentException(new Sentence("select tables", reason, remedy).text());
  }

  /** No table: a page of it is empty and names the newest snapshot. */
  public static Selection none() {
    return new Selection(new TreeMap<>());
  }

  /** Tables with all their columns. */
  public static Selection of(Collection<TablePath> tables) {
    Map<TablePath, Set<String>> whole = new HashMap<>();
    tables.forEach(table -> whole.put(table, Set.of()));
    return of(whole);
  }

  /**
   * Tables without some of their columns.
   *
   * @param tables and the top-level columns of each that are left out
   */
  public static Selection of(Map<TablePath, ? extends Collection<String>> tables) {
    SortedMap<String, SortedMap<String, SortedSet<String>>> byComponent = new TreeMap<>();
    tables.forEach(
        (path, leftOut) ->
            byComponent
                .computeIfAbsent(path.component(), component -> new TreeMap<>())
                .put(path.table(), new TreeSet<>(leftOut)));
    return new Selection(byComponent);
  }

  /**
   * Writes the object form, as get-convex/convex-backend reads it
   * (crates/common/src/types/streaming_export/selection.rs).
   */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, SortedMap<String, SortedSet<String>>> component : tables.entrySet()) {
      json.writeObjectFieldStart(component.getKey());
      for (Map.Entry<String, SortedSet<String>> table : component.getValue().entrySet()) {
        json.writeObjectFieldStart(table.getKey());
        for (String column : table.getValue()) {
          json.writeStringField(column, "excluded");
        }
        json.writeStringField(OTHER, "included");
        json.writeEndObject();
      }
      json.writeStringField(OTHER, "excluded");
      json.writeEndObject();
    }
    json.writeStringField(OTHER, "excluded");
    json.writeEndObject();
  }
}
