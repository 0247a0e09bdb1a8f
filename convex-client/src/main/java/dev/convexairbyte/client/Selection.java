package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Exactly the tables asked for, whole. The backend takes a malformed selection for "everything", so
 * this is the only maker of one.
 *
 * @param tables component path to table names
 */
public record Selection(SortedMap<String, SortedSet<String>> tables) {

  /** The key that stands for all that is not named. */
  private static final String OTHER = "_other";

  /**
   * @throws IllegalArgumentException a name would turn the selection into another one
   */
  public Selection {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    tables.forEach(
        (component, names) -> {
          if (component.equals(OTHER) || names.contains(OTHER)) {
            throw new IllegalArgumentException(
                new Sentence(
                        "select tables",
                        "a component or a table is named " + OTHER,
                        "exclude that table")
                    .text());
          }
          copy.put(component, Collections.unmodifiableSortedSet(new TreeSet<>(names)));
        });
    tables = Collections.unmodifiableSortedMap(copy);
  }

  /** No table: a page of it is empty and names the newest snapshot. */
  public static Selection none() {
    return new Selection(new TreeMap<>());
  }

  public static Selection of(Collection<TablePath> tables) {
    SortedMap<String, SortedSet<String>> byComponent = new TreeMap<>();
    for (TablePath path : tables) {
      byComponent.computeIfAbsent(path.component(), component -> new TreeSet<>()).add(path.table());
    }
    return new Selection(byComponent);
  }

  /**
   * Writes the object form, as get-convex/convex-backend reads it
   * (crates/common/src/types/streaming_export/selection.rs).
   */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, SortedSet<String>> component : tables.entrySet()) {
      json.writeObjectFieldStart(component.getKey());
      for (String table : component.getValue()) {
        json.writeObjectFieldStart(table);
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
