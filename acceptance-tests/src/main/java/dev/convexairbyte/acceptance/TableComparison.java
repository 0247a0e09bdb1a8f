package dev.convexairbyte.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.values.Identifiers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table of one deployment against its copy in another, document by document and field by field.
 * The copy holds every field under the name that the backend gives it (_id becomes source_id), and
 * what the source adds to each record.
 *
 * @param differences one sentence a document, none with its content
 */
public record TableComparison(
    String table, int rowsInOriginal, int rowsInCopy, List<String> differences) {

  /** The columns that the source adds; source_ts is the commit's time, which only the log knows. */
  private static final Set<String> ADDED =
      Set.of("source_component", "source_table", "source_ts", "source_deleted");

  private static final Set<String> ASSIGNED_BY_THE_COPY = Set.of("_id", "_creationTime");

  public static TableComparison of(String table, StubBackend original, StubBackend copy) {
    return of(table, original.documents(table), copy.documents(table));
  }

  /**
   * Compares what two deployments hold.
   *
   * @param table its name in the original
   */
  public static TableComparison of(
      String table, List<ObjectNode> originals, List<ObjectNode> copies) {
    Map<String, ObjectNode> copyById = new HashMap<>();
    Set<String> differences = new TreeSet<>();
    for (ObjectNode document : copies) {
      String id = document.path("source_id").asText();
      if (copyById.put(id, document) != null) {
        differences.add("document %s is there more than once".formatted(id));
      }
    }
    for (ObjectNode document : originals) {
      String id = document.path("_id").asText();
      ObjectNode found = copyById.remove(id);
      if (found == null) {
        differences.add("document %s is missing".formatted(id));
      } else {
        Set<String> fields = differingFields(table, document, found);
        if (!fields.isEmpty()) {
          differences.add("document %s differs in %s".formatted(id, fields));
        }
      }
    }
    copyById.keySet().forEach(id -> differences.add("document %s should be gone".formatted(id)));
    return new TableComparison(table, originals.size(), copies.size(), List.copyOf(differences));
  }

  public boolean equal() {
    return differences.isEmpty();
  }

  private static Set<String> differingFields(String table, ObjectNode original, ObjectNode copy) {
    Map<String, JsonNode> expected = new HashMap<>();
    original
        .properties()
        .forEach(field -> expected.put(Identifiers.fieldName(field.getKey()), field.getValue()));
    Set<String> differing = new TreeSet<>();
    expected.forEach(
        (name, value) -> {
          if (!value.equals(copy.get(name))) {
            differing.add(name);
          }
        });
    copy.fieldNames()
        .forEachRemaining(
            name -> {
              if (!expected.containsKey(name)
                  && !ADDED.contains(name)
                  && !ASSIGNED_BY_THE_COPY.contains(name)) {
                differing.add(name);
              }
            });
    if (!copy.path("source_table").asText().equals(table)) {
      differing.add("source_table");
    }
    if (!copy.path("source_deleted").isBoolean() || copy.path("source_deleted").booleanValue()) {
      differing.add("source_deleted");
    }
    return differing;
  }
}
