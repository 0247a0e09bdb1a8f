package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds records against a stream's schema as CAT does: an integer is written without a fraction,
 * and a date-time has a day and a time that exist.
 */
final class RecordSchema {

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?)(Z|[+-]\\d{2}(:?\\d{2})?)?");

  private final JsonNode jsonSchema;
  private final JsonNode properties;
  private final Schema schema;

  RecordSchema(JsonNode jsonSchema) {
    this.jsonSchema = jsonSchema;
    this.properties = jsonSchema.path("properties");
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(jsonSchema);
  }

  List<String> complaints(JsonNode data) {
    List<String> complaints = new ArrayList<>();
    schema
        .validate(data)
        .forEach(
            error ->
                complaints.add(
                    "breaks %s at %s".formatted(error.getKeyword(), error.getInstanceLocation())));
    findFractions(jsonSchema, data, complaints);
    data.properties()
        .forEach(
            field -> {
              boolean dated =
                  properties.path(field.getKey()).path("format").asText().equals("date-time");
              if (dated && field.getValue().isTextual() && !isDateTime(field.getValue().asText())) {
                complaints.add("has no date-time at " + field.getKey());
              }
            });
    boolean shared = data.properties().stream().anyMatch(field -> properties.has(field.getKey()));
    if (!shared) {
      complaints.add("shares no field with the schema");
    }
    return complaints;
  }

  /** Draft-07 takes 1.0 for an integer; CAT does not. */
  private static void findFractions(JsonNode schema, JsonNode value, List<String> complaints) {
    Set<String> types = new HashSet<>();
    types.add(schema.path("type").asText());
    schema.path("type").forEach(type -> types.add(type.asText()));
    if (value.isFloatingPointNumber() && types.contains("integer") && !types.contains("number")) {
      complaints.add("has a fraction where an integer should be");
    }
    value
        .properties()
        .forEach(
            field ->
                findFractions(
                    schema.path("properties").path(field.getKey()), field.getValue(), complaints));
    if (value.isArray()) {
      value.forEach(item -> findFractions(schema.path("items"), item, complaints));
    }
  }

  static boolean isDateTime(String text) {
    Matcher parts = DATE_TIME.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    try {
      LocalDateTime.parse(parts.group(1) + "T" + parts.group(2));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
