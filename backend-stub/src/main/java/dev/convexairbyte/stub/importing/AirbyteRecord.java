package dev.convexairbyte.stub.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import dev.convexairbyte.values.InvalidValueException;
import dev.convexairbyte.values.ValueDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record as it is going to be stored. Mirrors AirbyteRecord of get-convex/convex-backend,
 * crates/application/src/airbyte_import.rs.
 *
 * @param table the table's name as stored
 * @param deleted whether the record says that its row is gone
 * @param fields without the fields of change data capture
 */
record AirbyteRecord(String table, boolean deleted, ObjectValue fields) {

  private static final String CDC_PREFIX = "source_ab_cdc";
  private static final String CDC_DELETED = "source_ab_cdc_deleted_at";

  /** Throws BackendException where no name, or no document, can be made of what was sent. */
  static AirbyteRecord of(String tableName, JsonNode data) {
    String table = storedTableName(tableName);
    // Keys are renamed before values are read, so that a record's $integer is a mere field.
    if (!(decode(rename(data)) instanceof ObjectValue object)) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    ConvexValue deletedAt = object.fields().getOrDefault(CDC_DELETED, new NullValue());
    Map<String, ConvexValue> kept = new TreeMap<>(object.fields());
    kept.keySet().removeIf(name -> name.startsWith(CDC_PREFIX));
    return new AirbyteRecord(table, !(deletedAt instanceof NullValue), ObjectValue.of(kept));
  }

  /** Throws INTERNAL_SERVER_ERROR for a name that cannot be mended. */
  static String storedTableName(String name) {
    try {
      return Identifiers.tableName(name);
    } catch (InvalidIdentifierException e) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
  }

  private static ConvexValue decode(JsonNode json) {
    try {
      return ValueDecoder.decode(json);
    } catch (InvalidValueException e) {
      throw BackendException.of(e);
    }
  }

  private static JsonNode rename(JsonNode json) {
    if (json.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode(json.size());
      json.forEach(item -> items.add(rename(item)));
      return items;
    }
    if (!json.isObject()) {
      return json;
    }
    Map<String, String> names = names(json);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    json.properties()
        .forEach(
            field ->
                object.set(
                    names.getOrDefault(field.getKey(), field.getKey()), rename(field.getValue())));
    return object;
  }

  private static Map<String, String> names(JsonNode object) {
    List<String> keys = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(keys::add);
    try {
      return Identifiers.fieldNames(keys);
    } catch (InvalidIdentifierException e) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
  }
}
