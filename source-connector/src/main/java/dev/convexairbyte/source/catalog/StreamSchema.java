package dev.convexairbyte.source.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/**
 * The schema of a stream: what Convex tells of the documents, and the columns that every record
 * has. Open and nullable throughout, since Convex infers its schemas from the documents of the
 * moment: the next one may have other fields.
 */
final class StreamSchema {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The same for every stream, and never changed: a deployment may have thousands of tables. */
  private static final ObjectNode COLUMNS = columns();

  private StreamSchema() {}

  /**
   * @param schema one table's, as /api/json_schemas gives it
   * @param read whether a field of the document is read
   */
  static ObjectNode ofConvexSchema(JsonNode schema, Predicate<String> read) {
    ObjectNode properties = NODES.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              if (read.test(field.getKey())) {
                properties.set(field.getKey(), FieldSchema.of(field.getValue()));
              }
            });
    JsonNode key = schema.path("properties").path("_id").path("$description");
    return withEveryRecordsColumns(properties, key, read);
  }

  /**
   * @param columns names only, as /api/get_table_column_names gives them
   * @param read whether a field of the document is read
   */
  static ObjectNode ofColumns(List<String> columns, Predicate<String> read) {
    ObjectNode properties = NODES.objectNode();
    columns.stream().filter(read).forEach(column -> properties.set(column, NODES.objectNode()));
    return withEveryRecordsColumns(properties, NODES.missingNode(), read);
  }

  private static ObjectNode withEveryRecordsColumns(
      ObjectNode properties, JsonNode keyDescription, Predicate<String> read) {
    ObjectNode key = NODES.objectNode().put("type", "string");
    if (keyDescription.isTextual()) {
      key.set("description", keyDescription);
    }
    properties.set("_id", key);
    if (read.test("_creationTime")) {
      properties.set("_creationTime", nullable("number"));
    }
    properties.setAll(COLUMNS);
    ObjectNode stream = NODES.objectNode();
    stream.put("$schema", "http://json-schema.org/draft-07/schema#");
    stream.put("type", "object").put("additionalProperties", true);
    stream.set("properties", properties);
    return stream;
  }

  private static ObjectNode columns() {
    ObjectNode columns = NODES.objectNode();
    columns.set("_component", nullable("string"));
    columns.set("_table", nullable("string"));
    columns.set("_ts", NODES.objectNode().put("type", "integer"));
    columns.set("_deleted", nullable("boolean"));
    columns.set("_ab_cdc_lsn", nullable("integer"));
    columns.set("_ab_cdc_updated_at", nullableTimestamp());
    columns.set("_ab_cdc_deleted_at", nullableTimestamp());
    return columns;
  }

  private static ObjectNode nullable(String type) {
    ObjectNode schema = NODES.objectNode();
    schema.putArray("type").add("null").add(type);
    return schema;
  }

  private static ObjectNode nullableTimestamp() {
    return nullable("string")
        .put("format", "date-time")
        .put("airbyte_type", "timestamp_with_timezone");
  }
}
