package dev.convexairbyte.cdk.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.ConnectorException;
import java.nio.file.Path;

/** The --config file. */
public final class ConfigFile {

  private ConfigFile() {}

  /**
   * The settings; an explicit null is the same as an absent setting, so it is left out.
   *
   * @throws ConnectorException a config error, without a word of the content
   */
  public static ObjectNode read(Path path) {
    ObjectNode config = new JsonFile("config", path).object();
    removeNulls(config);
    return config;
  }

  private static void removeNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.removeNulls();
    }
    node.forEach(ConfigFile::removeNulls);
  }
}
