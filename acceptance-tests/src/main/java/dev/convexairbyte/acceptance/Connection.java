package dev.convexairbyte.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one connection: two configs, a configured catalog and the state.
 *
 * @param folder holds them, under the names that the methods give
 */
public record Connection(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes the two configs. */
  public static Connection between(StubBackend from, StubBackend to, Path folder) {
    return between(config(from), config(to), folder);
  }

  /** Writes the two configs, as they are. */
  public static Connection between(ObjectNode from, ObjectNode to, Path folder) {
    Connection connection = new Connection(folder);
    write(connection.sourceConfig(), from);
    write(connection.destinationConfig(), to);
    return connection;
  }

  public Path sourceConfig() {
    return folder.resolve("source.json");
  }

  public Path destinationConfig() {
    return folder.resolve("destination.json");
  }

  public Path catalog() {
    return folder.resolve("catalog.json");
  }

  public Path state() {
    return folder.resolve("state.json");
  }

  /** Adds a setting to the destination's config. */
  public void setDestination(String setting, int value) {
    ObjectNode config = (ObjectNode) read(destinationConfig());
    write(destinationConfig(), config.put(setting, value));
  }

  /** Takes every stream of a CATALOG line: incremental, deduplicated by its own key. */
  public void configureAll(JsonNode catalogMessage) {
    ObjectNode configured = JSON.createObjectNode();
    ArrayNode streams = configured.putArray("streams");
    for (JsonNode stream : catalogMessage.path("catalog").path("streams")) {
      ObjectNode one = streams.addObject();
      one.set("stream", stream);
      one.put("sync_mode", "incremental").put("destination_sync_mode", "append_dedup");
      one.set("cursor_field", stream.path("default_cursor_field"));
      one.set("primary_key", stream.path("source_defined_primary_key"));
    }
    write(catalog(), configured);
  }

  /** Saves the state as the platform passes it back: an array of STATE bodies. */
  public void saveState(List<JsonNode> states) {
    write(state(), JSON.createArrayNode().addAll(states));
  }

  private static ObjectNode config(StubBackend backend) {
    return JSON.createObjectNode()
        .put("deployment_url", backend.url().toString())
        .put("access_key", backend.adminKey());
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, JsonNode content) {
    try {
      Files.write(file, JSON.writeValueAsBytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
