package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema within a schema.
 *
 * @param path the properties that lead to it, none for the root
 * @param choice whether it is an option of a oneOf or anyOf rather than a property of its own
 */
record SubSchema(List<String> path, JsonNode schema, boolean choice) {

  /** The schema itself and all that its properties, items and options hold. */
  static List<SubSchema> within(JsonNode root) {
    List<SubSchema> found = new ArrayList<>();
    collect(new SubSchema(List.of(), root, false), found);
    return found;
  }

  private static void collect(SubSchema here, List<SubSchema> found) {
    found.add(here);
    JsonNode schema = here.schema();
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              List<String> path = new ArrayList<>(here.path());
              path.add(property.getKey());
              collect(new SubSchema(List.copyOf(path), property.getValue(), false), found);
            });
    for (String options : List.of("oneOf", "anyOf")) {
      schema
          .path(options)
          .forEach(option -> collect(new SubSchema(here.path(), option, true), found));
    }
    if (schema.path("items").isObject()) {
      collect(new SubSchema(here.path(), schema.path("items"), true), found);
    }
  }

  String name() {
    return path.isEmpty() ? "" : path.get(path.size() - 1);
  }

  String place() {
    return path.isEmpty() ? "the root" : String.join(".", path);
  }

  boolean isProperty() {
    return !path.isEmpty() && !choice;
  }
}
