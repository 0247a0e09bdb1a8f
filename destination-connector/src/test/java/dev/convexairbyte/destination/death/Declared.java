package dev.convexairbyte.destination.death;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the deployment's schema says of a table. */
enum Declared {
  NOTHING,
  /** Most deletes would fit it as rows. */
  OPTIONAL_TEXT,
  /** No delete does. */
  TEXT;

  /** In no schema: it is no identifier. */
  static final String ODD_FIELD = "user name";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> KEY_FIELDS =
      List.of("id", "source_id", "tenant", "who", "source_region");

  /** The schema of the deployment in which these streams have their tables. */
  static JsonNode schema(List<CopiedStream> streams) {
    ObjectNode schema = JSON.createObjectNode().put("schemaValidation", true);
    schema.putArray("tables");
    for (CopiedStream stream : streams) {
      if (stream.declared() != NOTHING) {
        schema.withArray("tables").add(stream.declared().table(stream.table()));
      }
    }
    return schema;
  }

  private ObjectNode table(String name) {
    ObjectNode table = JSON.createObjectNode().put("tableName", name);
    table.putArray("indexes");
    table.putArray("searchIndexes");
    ObjectNode fields = table.putObject("documentType").put("type", "object").putObject("value");
    KEY_FIELDS.forEach(field -> put(fields, field, "any", true));
    put(fields, "number", "number", false);
    put(fields, "text", "string", this != TEXT);
    put(fields, "source_private", "null", true);
    put(fields, "integer", "any", true);
    return table;
  }

  private static void put(ObjectNode fields, String name, String type, boolean isOptional) {
    ObjectNode field = fields.putObject(name).put("optional", isOptional);
    field.putObject("fieldType").put("type", type);
  }
}
