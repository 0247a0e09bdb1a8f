package dev.convexairbyte.acceptance.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One entry of a configured catalog.
 *
 * @param json never changed: every method answers with another entry
 */
record CatalogStream(ObjectNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static CatalogStream append(String name) {
    return inMode(name, "append");
  }

  /** Keyed by this path, as {@link #withKey} has it. */
  static CatalogStream dedup(String name, String key) {
    return inMode(name, "append_dedup").withKey(key);
  }

  static CatalogStream overwrite(String name) {
    return inMode(name, "overwrite");
  }

  static CatalogStream inMode(String name, String mode) {
    ObjectNode configured = JSON.createObjectNode();
    ObjectNode stream = configured.putObject("stream").put("name", name);
    stream.putObject("json_schema").put("type", "object").putObject("properties");
    stream.putArray("supported_sync_modes").add("full_refresh").add("incremental");
    configured.put("sync_mode", "incremental").put("destination_sync_mode", mode);
    return new CatalogStream(configured);
  }

  CatalogStream inNamespace(String namespace) {
    ObjectNode changed = json.deepCopy();
    changed.withObject("stream").put("namespace", namespace);
    return new CatalogStream(changed);
  }

  /** Paths are joined by plus signs, the fields of a path by dots. */
  CatalogStream withKey(String key) {
    ObjectNode changed = json.deepCopy();
    ArrayNode paths = changed.putArray("primary_key");
    for (String path : key.split("\\+", -1)) {
      ArrayNode fields = paths.addArray();
      List.of(path.split("\\.", -1)).forEach(fields::add);
    }
    return new CatalogStream(changed);
  }

  CatalogStream withSchema(ObjectNode schema) {
    ObjectNode changed = json.deepCopy();
    changed.withObject("stream").set("json_schema", schema);
    return new CatalogStream(changed);
  }

  /** As a platform that knows refreshes sends it: all data is kept. */
  CatalogStream inGeneration(long generation) {
    return inGenerations(generation, 0);
  }

  /** As a platform sends it for a truncate refresh, an overwrite or a clear. */
  CatalogStream truncatedBy(long generation) {
    return inGenerations(generation, generation);
  }

  private CatalogStream inGenerations(long generation, long minimum) {
    ObjectNode changed = json.deepCopy();
    changed.put("generation_id", generation).put("minimum_generation_id", minimum);
    changed.put("sync_id", 12);
    return new CatalogStream(changed);
  }

  static ObjectNode catalog(List<CatalogStream> streams) {
    ObjectNode catalog = JSON.createObjectNode();
    ArrayNode entries = catalog.putArray("streams");
    streams.forEach(stream -> entries.add(stream.json));
    return catalog;
  }
}
