package dev.convexairbyte.source.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schema of a field, from Convex's form (crates/common/src/json_schemas/mod.rs of
 * get-convex/convex-backend) to what Airbyte takes: a list of types with null in front instead of
 * {@code anyOf}, objects open. What cannot be said that way is left open: {@code {}}.
 */
final class FieldSchema {

  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "object", "array");

  private FieldSchema() {}

  static ObjectNode of(JsonNode convex) {
    List<JsonNode> variants = new ArrayList<>();
    collectVariants(convex, variants);
    Set<String> types = new TreeSet<>();
    for (JsonNode variant : variants) {
      String type = variant.path("type").asText();
      if (!TYPES.contains(type)) {
        return JsonNodeFactory.instance.objectNode();
      }
      types.add(type);
    }
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (types.isEmpty()) {
      return schema;
    }
    types.forEach(schema.putArray("type").add("null")::add);
    JsonNode description = convex.path("$description");
    if (description.isTextual()) {
      schema.set("description", description);
    }
    if (types.contains("object")) {
      schema.set("properties", properties(variants));
      schema.put("additionalProperties", true);
    }
    if (types.contains("array")) {
      schema.set("items", items(variants));
    }
    return schema;
  }

  /** Null is no variant of its own: every field is nullable. */
  private static void collectVariants(JsonNode convex, List<JsonNode> variants) {
    if (convex.has("anyOf")) {
      convex.get("anyOf").forEach(variant -> collectVariants(variant, variants));
    } else if (!convex.path("type").asText().equals("null")) {
      variants.add(convex);
    }
  }

  /** A field that two variants describe differently is left open. */
  private static ObjectNode properties(List<JsonNode> variants) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    for (JsonNode variant : variants) {
      variant
          .path("properties")
          .properties()
          .forEach(
              field -> {
                ObjectNode described = of(field.getValue());
                JsonNode other = properties.get(field.getKey());
                properties.set(
                    field.getKey(),
                    other == null || other.equals(described)
                        ? described
                        : JsonNodeFactory.instance.objectNode());
              });
    }
    return properties;
  }

  /** Arrays of which only empty ones were seen have {@code items: false}; they may fill. */
  private static ObjectNode items(List<JsonNode> variants) {
    List<JsonNode> arrays =
        variants.stream().filter(variant -> variant.path("type").asText().equals("array")).toList();
    return arrays.size() == 1
        ? of(arrays.get(0).path("items"))
        : JsonNodeFactory.instance.objectNode();
  }
}
