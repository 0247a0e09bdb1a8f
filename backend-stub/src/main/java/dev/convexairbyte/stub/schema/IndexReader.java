package dev.convexairbyte.stub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.values.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the indexes of one table, but for those of search, vectors and those that are staged, which
 * no query can use. Mirrors get-convex/convex-backend, crates/common/src/schemas/json.rs.
 */
final class IndexReader {

  /** What every table has without declaring it. */
  private static final Set<String> RESERVED = Set.of("by_id", "by_creation_time");

  private final String table;

  private IndexReader(String table) {
    this.table = table;
  }

  /** By name; throws InvalidSchemaException. */
  static Map<String, DeclaredIndex> read(JsonNode json, String table) {
    return new IndexReader(table).indexes(json);
  }

  private Map<String, DeclaredIndex> indexes(JsonNode json) {
    Map<String, DeclaredIndex> indexes = new LinkedHashMap<>();
    Set<List<String>> taken = new HashSet<>();
    for (JsonNode each : json) {
      String name = each.path("indexDescriptor").asText("");
      if (!Identifiers.isIdentifier(name) || RESERVED.contains(name)) {
        throw broken("an index without a name, or with one that no index can have");
      }
      DeclaredIndex index = new DeclaredIndex(name, fields(each.path("fields"), name));
      if (indexes.put(name, index) != null || !taken.add(index.fields())) {
        throw broken("the index " + name + " twice, or another of the same fields");
      }
    }
    return indexes;
  }

  private List<String> fields(JsonNode json, String index) {
    List<String> fields = new ArrayList<>();
    json.forEach(field -> fields.add(field.asText("")));
    if (fields.isEmpty()
        || Set.copyOf(fields).size() < fields.size()
        || !fields.stream().allMatch(IndexReader::isOwnField)) {
      throw broken(
          "the index "
              + index
              + " without fields, or with one that is none of a document or twice");
    }
    return fields;
  }

  /** Creation time and id come last in every index, by themselves. */
  private static boolean isOwnField(String path) {
    List<String> names = Arrays.asList(path.split("\\.", -1));
    return names.stream().allMatch(Identifiers::isIdentifier)
        && !Identifiers.isSystem(names.get(0));
  }

  private InvalidSchemaException broken(String what) {
    return new InvalidSchemaException("the table " + table + " has " + what);
  }
}
