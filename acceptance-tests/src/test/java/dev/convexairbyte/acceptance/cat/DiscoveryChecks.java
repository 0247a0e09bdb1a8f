package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The rules of CAT's section discovery; every method answers with complaints. */
final class DiscoveryChecks {

  private final List<JsonNode> streams = new ArrayList<>();

  /**
   * @param catalog the body of the CATALOG message
   */
  DiscoveryChecks(JsonNode catalog) {
    catalog.path("streams").forEach(streams::add);
  }

  static List<String> exactlyOneCatalog(List<JsonNode> messages) {
    int catalogs = Messages.ofType(messages, "CATALOG").size();
    return catalogs == 1 ? List.of() : List.of("there are %d CATALOGs".formatted(catalogs));
  }

  List<String> hasStreams() {
    return streams.isEmpty() ? List.of("the catalog has no stream") : List.of();
  }

  /** CAT looks at the names alone, without the namespaces. */
  List<String> namesAreUnique() {
    Set<String> names = new HashSet<>();
    return each(
        (stream, complaints) -> {
          if (!names.add(stream.path("name").asText())) {
            complaints.add("is there twice");
          }
        });
  }

  List<String> schemasAreValid() {
    Schema draft7 =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
    return each(
        (stream, complaints) ->
            draft7
                .validate(stream.path("json_schema"))
                .forEach(error -> complaints.add("breaks draft-07: " + error.getKeyword())));
  }

  List<String> cursorsAreInTheSchema() {
    return each(
        (stream, complaints) -> {
          if (!stream.path("default_cursor_field").isEmpty()
              && property(stream, stream.path("default_cursor_field")).isMissingNode()) {
            complaints.add("has a cursor that its schema does not have");
          }
        });
  }

  List<String> primaryKeysAreInTheSchema() {
    return eachKey(
        (field, complaints) -> {
          if (field.isMissingNode()) {
            complaints.add("has a key that its schema does not have");
          }
        });
  }

  List<String> primaryKeysAreScalars() {
    return eachKey(
        (field, complaints) -> {
          Set<String> types = types(field);
          if (types.contains("object") || types.contains("array")) {
            complaints.add("has a key that is an object or an array");
          }
        });
  }

  List<String> noReferences() {
    return each(
        (stream, complaints) -> {
          if (stream.path("json_schema").findValue("$ref") != null) {
            complaints.add("has a $ref");
          }
        });
  }

  /** A field of that name is no keyword, but CAT sees that only where type is "object" itself. */
  List<String> noForbiddenKeywords() {
    return each((stream, complaints) -> forbid(stream.path("json_schema"), false, complaints));
  }

  private static void forbid(JsonNode node, boolean areFields, List<String> complaints) {
    node.properties()
        .forEach(
            entry -> {
              if (!areFields && Set.of("allOf", "not").contains(entry.getKey())) {
                complaints.add("has the keyword " + entry.getKey());
              }
              boolean fields =
                  entry.getKey().equals("properties")
                      && node.path("type").asText().equals("object");
              forbid(entry.getValue(), fields, complaints);
            });
    if (node.isArray()) {
      node.forEach(element -> forbid(element, false, complaints));
    }
  }

  List<String> everyStreamHasSyncModes() {
    return each(
        (stream, complaints) -> {
          if (stream.path("supported_sync_modes").isEmpty()) {
            complaints.add("has no sync mode");
          }
        });
  }

  List<String> additionalPropertiesAreAllowed() {
    return each(
        (stream, complaints) -> {
          for (JsonNode value : stream.path("json_schema").findValues("additionalProperties")) {
            if (!value.isBoolean() || !value.booleanValue()) {
              complaints.add("forbids additional properties");
            }
          }
        });
  }

  /** Nothing that a saved connection uses may go away or change its type. */
  List<String> keepsWhatEarlierCatalogsHad(JsonNode previous) {
    Map<String, JsonNode> now = new HashMap<>();
    streams.forEach(stream -> now.put(stream.path("name").asText(), stream));
    List<String> complaints = new ArrayList<>();
    for (JsonNode old : previous.path("streams")) {
      String name = old.path("name").asText();
      JsonNode stream = now.get(name);
      if (stream == null) {
        complaints.add(name + " is gone");
        continue;
      }
      for (String fixed : List.of("source_defined_primary_key", "default_cursor_field")) {
        if (!stream.path(fixed).equals(old.path(fixed))) {
          complaints.add(name + " has another " + fixed);
        }
      }
      old.path("json_schema")
          .path("properties")
          .properties()
          .forEach(
              field -> {
                JsonNode same = stream.path("json_schema").path("properties").path(field.getKey());
                if (!types(same).containsAll(types(field.getValue()))) {
                  complaints.add(name + "." + field.getKey() + " is gone or of another type");
                }
              });
    }
    return complaints;
  }

  private List<String> each(BiConsumer<JsonNode, List<String>> rule) {
    List<String> complaints = new ArrayList<>();
    for (JsonNode stream : streams) {
      List<String> ofStream = new ArrayList<>();
      rule.accept(stream, ofStream);
      ofStream.forEach(one -> complaints.add(stream.path("name").asText() + " " + one));
    }
    return complaints;
  }

  private List<String> eachKey(BiConsumer<JsonNode, List<String>> rule) {
    return each(
        (stream, complaints) ->
            stream
                .path("source_defined_primary_key")
                .forEach(path -> rule.accept(property(stream, path), complaints)));
  }

  private static JsonNode property(JsonNode stream, JsonNode path) {
    JsonNode here = stream.path("json_schema");
    for (JsonNode step : path) {
      here = here.path("properties").path(step.asText());
    }
    return here;
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>();
    if (schema.path("type").isTextual()) {
      types.add(schema.path("type").asText());
    }
    schema.path("type").forEach(type -> types.add(type.asText()));
    return types;
  }
}
