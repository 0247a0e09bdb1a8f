package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.export.ObjectShapes.Field;
import dev.convexairbyte.stub.export.SchemaTypes.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Describes the shapes of documents as JSON Schema. */
final class SchemaWriter {

  private final SchemaTypes types;
  private final Map<Integer, String> tables;

  /**
   * @param tables the names of the component's tables by number
   */
  SchemaWriter(SchemaTypes types, Map<Integer, String> tables) {
    this.types = types;
    this.tables = tables;
  }

  /** The schema of objects with these fields. */
  ObjectNode object(NavigableMap<String, Field> fields) {
    Map<String, Property> properties = new TreeMap<>();
    fields.forEach(
        (name, field) ->
            properties.put(name, new Property(schema(field.shape()), field.optional())));
    return types.object(properties);
  }

  private JsonNode schema(Shape shape) {
    List<JsonNode> variants = variants(shape);
    if (variants.isEmpty()) {
      return BooleanNode.FALSE;
    }
    return variants.size() == 1 ? variants.get(0) : types.anyOf(variants);
  }

  /** In the order in which the backend lists them. */
  private List<JsonNode> variants(Shape shape) {
    List<JsonNode> variants = new ArrayList<>();
    for (int table : shape.strings().tables(tables::containsKey)) {
      variants.add(types.id(tables.getOrDefault(table, "")));
    }
    if (shape.has(Shape.Scalar.NULL)) {
      variants.add(SchemaTypes.type("null"));
    }
    if (shape.has(Shape.Scalar.INT64)) {
      variants.add(types.integer());
    }
    if (shape.hasDoubles()) {
      variants.add(shape.hasSpecialDoubles() ? types.specialDouble() : SchemaTypes.type("number"));
    }
    if (shape.has(Shape.Scalar.BOOLEAN)) {
      variants.add(SchemaTypes.type("boolean"));
    }
    if (shape.strings().hasPlainStrings(tables::containsKey)) {
      variants.add(types.string());
    }
    if (shape.has(Shape.Scalar.BYTES)) {
      variants.add(types.bytes());
    }
    shape.objects().fields().ifPresent(fields -> variants.add(object(fields)));
    Shape items = shape.items();
    if (items != null) {
      variants.add(types.array(schema(items)));
    }
    if (shape.objects().isRecord()) {
      variants.add(types.any());
    }
    return variants;
  }
}
