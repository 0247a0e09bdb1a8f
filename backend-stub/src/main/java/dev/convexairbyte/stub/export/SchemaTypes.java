package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.values.ValueFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The backend's dialect of JSON Schema, type by type. Mirrors get-convex/convex-backend,
 * crates/common/src/json_schemas/mod.rs.
 */
final class SchemaTypes {

  private static final String DESCRIPTION = "$description";
  private static final String TYPE = "type";
  private static final String PROPERTIES = "properties";
  private static final String STRING = "string";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ValueFormat format;

  SchemaTypes(ValueFormat format) {
    this.format = format;
  }

  /**
   * What a field of an object is.
   *
   * @param optional whether an object may lack it
   */
  record Property(JsonNode schema, boolean optional) {}

  /** Objects of these fields and no others. */
  ObjectNode object(Map<String, Property> fields) {
    ObjectNode properties = NODES.objectNode();
    ArrayNode required = NODES.arrayNode();
    new TreeMap<>(fields)
        .forEach(
            (name, property) -> {
              properties.set(name, property.schema());
              if (!property.optional()) {
                required.add(name);
              }
            });
    ObjectNode schema = type("object");
    schema.set(PROPERTIES, properties);
    schema.put("additionalProperties", false);
    schema.set("required", required);
    return schema;
  }

  /** The documents of a table with these fields besides those that every document has. */
  ObjectNode document(String table, Map<String, Property> fields) {
    Map<String, Property> all = new TreeMap<>(fields);
    all.put("_creationTime", new Property(type("number"), false));
    all.put("_id", new Property(id(table), false));
    return object(all);
  }

  /** The backend puts the schema of the values where the name of a type belongs. */
  ObjectNode record(String keys, JsonNode values) {
    ObjectNode schema = type("object").put(DESCRIPTION, "Record with keys of type " + keys);
    schema.putObject("additionalProperties").set(TYPE, values);
    return schema;
  }

  ObjectNode anyOf(List<JsonNode> variants) {
    return NODES.objectNode().set("anyOf", NODES.arrayNode().addAll(variants));
  }

  ObjectNode array(JsonNode items) {
    return type("array").set("items", items);
  }

  ObjectNode any() {
    return NODES.objectNode();
  }

  ObjectNode string() {
    return type(STRING);
  }

  ObjectNode id(String table) {
    return described("Id(" + table + ")", STRING);
  }

  ObjectNode integer() {
    return switch (format) {
      case CLEAN -> described("int64 represented as base10 string", STRING);
      case ENCODED ->
          described("int64", "object")
              .set(
                  PROPERTIES,
                  property("$integer", described("int64 -> little-endian -> base64", STRING)));
      case EXPORT -> described("int64", "number");
    };
  }

  /** Doubles among which are some that JSON has no number for, or may be. */
  ObjectNode specialDouble() {
    ObjectNode special =
        switch (format) {
          case CLEAN -> type(STRING).put(DESCRIPTION, "-inf, inf, or NaN");
          case ENCODED -> specialObject("-0, -inf, inf, or NaN");
          case EXPORT -> specialObject("-inf, inf, or NaN");
        };
    ObjectNode schema = NODES.objectNode().put(DESCRIPTION, "float64");
    schema.set("anyOf", NODES.arrayNode().add(type("number")).add(special));
    return schema;
  }

  private static ObjectNode specialObject(String description) {
    return type("object")
        .put(DESCRIPTION, description)
        .set(
            PROPERTIES,
            property("$float", described("float64 -> little-endian -> base64", STRING)));
  }

  ObjectNode bytes() {
    String description = "base64 bytes";
    return switch (format) {
      case CLEAN -> described(description, STRING);
      case ENCODED, EXPORT ->
          type("object")
              .put(DESCRIPTION, description)
              .set(PROPERTIES, property("$bytes", type(STRING)));
    };
  }

  static ObjectNode type(String type) {
    return NODES.objectNode().put(TYPE, type);
  }

  private static ObjectNode described(String description, String type) {
    return NODES.objectNode().put(DESCRIPTION, description).put(TYPE, type);
  }

  private static ObjectNode property(String name, ObjectNode schema) {
    return NODES.objectNode().set(name, schema);
  }
}
