package dev.convexairbyte.stub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.schema.Validator.Scalar;
import dev.convexairbyte.stub.schema.Validator.UnionOf;
import dev.convexairbyte.values.Identifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads schemas from the JSON that {@code defineSchema(…).export()} of the npm package convex
 * makes. Mirrors get-convex/convex-backend, crates/common/src/schemas/json.rs.
 */
final class SchemaReader {

  private SchemaReader() {}

  /** Throws InvalidSchemaException. */
  static DeclaredSchema read(JsonNode json) {
    JsonNode tables = json.path("tables");
    JsonNode validation = json.path("schemaValidation");
    if (!json.isObject() || !tables.isArray()) {
      throw new InvalidSchemaException("it is not an object with a list of tables");
    }
    if (!(validation.isBoolean() || validation.isNull() || validation.isMissingNode())) {
      throw new InvalidSchemaException("schemaValidation is not true or false");
    }
    SortedMap<String, Optional<Validator>> types = new TreeMap<>();
    Map<String, Map<String, DeclaredIndex>> indexes = new HashMap<>();
    for (JsonNode table : tables) {
      String name = name(table);
      types.put(name, type(table));
      indexes.put(name, IndexReader.read(table.path("indexes"), name));
    }
    return new DeclaredSchema(json.toString(), types, indexes, validation.asBoolean(false));
  }

  private static String name(JsonNode table) {
    String name = table.path("tableName").asText("");
    if (!Identifiers.isIdentifier(name) || Identifiers.isSystem(name)) {
      throw new InvalidSchemaException("a table has no name, or one that no table can have");
    }
    return name;
  }

  private static Optional<Validator> type(JsonNode table) {
    JsonNode type = table.path("documentType");
    if (type.isMissingNode() || type.isNull()) {
      return Optional.empty();
    }
    Validator validator = ValidatorReader.read(type, table.path("tableName").asText());
    if (validator == Scalar.ANY) {
      return Optional.of(validator);
    }
    List<Validator> members =
        validator instanceof UnionOf union ? union.members() : List.of(validator);
    List<Validator> objects = new ArrayList<>(members.size());
    for (Validator member : members) {
      if (!(member instanceof Validator.ObjectOf object)) {
        throw new InvalidSchemaException(
            "the type of the documents of "
                + table.path("tableName").asText()
                + " is no object, union of objects or v.any()");
      }
      objects.add(withoutSystemFields(object));
    }
    return Optional.of(new UnionOf(objects));
  }

  private static Validator withoutSystemFields(Validator.ObjectOf object) {
    NavigableMap<String, Validator.Field> fields = new TreeMap<>(object.fields());
    fields.keySet().removeIf(Identifiers::isSystem);
    return new Validator.ObjectOf(fields);
  }
}
