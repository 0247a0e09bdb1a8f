package dev.convexairbyte.source.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schema of a field, from Convex's form (crates/common/src/json_schemas/mod.rs of
 * get-convex/convex-backend) to what Airbyte takes: a list of types with null in front instead of
 * {@code anyOf}, objects open, {@code $description} as description. It says what the records hold,
 * which are read in the same format: an int64 is a string of digits, bytes are base64. What cannot
 * be said that way is left open: {@code {}}.
 */
final class FieldSchema {

  private static final String BYTES = "base64 bytes";
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "object", "array");

  private FieldSchema() {}

  static ObjectNode of(JsonNode convex) {
    return ofAnyOf(List.of(convex));
  }

  private static ObjectNode ofAnyOf(List<JsonNode> alternatives) {
    List<JsonNode> variants = new ArrayList<>();
    alternatives.forEach(alternative -> collectVariants(alternative, variants));
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
    describe(schema, alternatives);
    if (areBytes(variants)) {
      schema.put("contentEncoding", "base64");
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

  /**
   * Null is no variant of its own, since every field is nullable. {@code false} is what Convex says
   * of the items of arrays that were always empty: they may fill.
   */
  private static void collectVariants(JsonNode convex, List<JsonNode> variants) {
    if (convex.has("anyOf")) {
      convex.get("anyOf").forEach(variant -> collectVariants(variant, variants));
    } else if (!convex.isBoolean() && !convex.path("type").asText().equals("null")) {
      variants.add(convex);
    }
  }

  private static boolean areBytes(List<JsonNode> variants) {
    for (JsonNode variant : variants) {
      if (!variant.path("$description").asText().equals(BYTES)) {
        return false;
      }
    }
    return true;
  }

  private static void describe(ObjectNode schema, List<JsonNode> alternatives) {
    Set<String> parts = new LinkedHashSet<>();
    boolean described = false;
    for (JsonNode alternative : alternatives) {
      described |= collectDescriptions(alternative, parts);
    }
    if (described) {
      schema.put("description", String.join(" | ", parts));
    }
  }

  /** A variant that Convex does not describe is named by its type. */
  private static boolean collectDescriptions(JsonNode convex, Set<String> parts) {
    JsonNode description = convex.path("$description");
    if (description.isTextual()) {
      parts.add(description.asText());
      return true;
    }
    boolean described = false;
    if (convex.has("anyOf")) {
      for (JsonNode variant : convex.get("anyOf")) {
        described |= collectDescriptions(variant, parts);
      }
    } else if (!convex.path("type").asText().equals("null")) {
      parts.add(convex.path("type").asText());
    }
    return described;
  }

  private static ObjectNode properties(List<JsonNode> variants) {
    Map<String, List<JsonNode>> fields = new LinkedHashMap<>();
    for (JsonNode variant : variants) {
      variant
          .path("properties")
          .properties()
          .forEach(
              field ->
                  fields
                      .computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                      .add(field.getValue()));
    }
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    fields.forEach((name, alternatives) -> properties.set(name, ofAnyOf(alternatives)));
    return properties;
  }

  private static ObjectNode items(List<JsonNode> variants) {
    return ofAnyOf(
        variants.stream()
            .filter(variant -> variant.path("type").asText().equals("array"))
            .map(array -> array.path("items"))
            .toList());
  }
}
