package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.export.ObjectShapes.Field;
import dev.convexairbyte.values.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Describes shapes as JSON Schema, in the backend's dialect of it. Mirrors
 * get-convex/convex-backend, crates/common/src/json_schemas/mod.rs.
 */
final class SchemaWriter {

  private static final String DESCRIPTION = "$description";
  private static final String TYPE = "type";
  private static final String PROPERTIES = "properties";
  private static final String STRING = "string";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ValueFormat format;
  private final Map<Integer, String> tables;

  /**
   * @param tables the names of the component's tables by number
   */
  SchemaWriter(ValueFormat format, Map<Integer, String> tables) {
    this.format = format;
    this.tables = tables;
  }

  /** The schema of objects with these fields. */
  ObjectNode object(NavigableMap<String, Field> fields) {
    ObjectNode properties = NODES.objectNode();
    ArrayNode required = NODES.arrayNode();
    fields.forEach(
        (name, field) -> {
          properties.set(name, schema(field.shape()));
          if (!field.optional()) {
            required.add(name);
          }
        });
    return object(properties, required);
  }

  /** The schema of a table without documents. */
  ObjectNode emptyTable(String table) {
    ObjectNode properties = NODES.objectNode();
    properties.set("_creationTime", type("number"));
    properties.set("_id", id(table));
    return object(properties, NODES.arrayNode().add("_creationTime").add("_id"));
  }

  private static ObjectNode object(ObjectNode properties, ArrayNode required) {
    ObjectNode schema = type("object");
    schema.set(PROPERTIES, properties);
    schema.put("additionalProperties", false);
    schema.set("required", required);
    return schema;
  }

  private JsonNode schema(Shape shape) {
    List<JsonNode> variants = variants(shape);
    if (variants.isEmpty()) {
      return BooleanNode.FALSE;
    }
    if (variants.size() == 1) {
      return variants.get(0);
    }
    return NODES.objectNode().set("anyOf", NODES.arrayNode().addAll(variants));
  }

  /** In the order in which the backend lists them. */
  private List<JsonNode> variants(Shape shape) {
    List<JsonNode> variants = new ArrayList<>();
    for (int table : shape.strings().tables(tables::containsKey)) {
      variants.add(id(tables.getOrDefault(table, "")));
    }
    if (shape.has(Shape.Scalar.NULL)) {
      variants.add(type("null"));
    }
    if (shape.has(Shape.Scalar.INT64)) {
      variants.add(integer());
    }
    if (shape.hasDoubles()) {
      variants.add(shape.hasSpecialDoubles() ? specialDouble() : type("number"));
    }
    if (shape.has(Shape.Scalar.BOOLEAN)) {
      variants.add(type("boolean"));
    }
    if (shape.strings().hasPlainStrings(tables::containsKey)) {
      variants.add(type(STRING));
    }
    if (shape.has(Shape.Scalar.BYTES)) {
      variants.add(bytes());
    }
    shape.objects().fields().ifPresent(fields -> variants.add(object(fields)));
    Shape items = shape.items();
    if (items != null) {
      variants.add(type("array").set("items", schema(items)));
    }
    if (shape.objects().isRecord()) {
      variants.add(NODES.objectNode());
    }
    return variants;
  }

  private static ObjectNode id(String table) {
    return described("Id(" + table + ")", STRING);
  }

  private ObjectNode integer() {
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

  private ObjectNode specialDouble() {
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

  private ObjectNode bytes() {
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
