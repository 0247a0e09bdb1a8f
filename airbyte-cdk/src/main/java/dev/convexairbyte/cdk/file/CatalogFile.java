package dev.convexairbyte.cdk.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.ConnectorException;
import dev.convexairbyte.cdk.json.Fault;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The --catalog file. */
public final class CatalogFile {

  private static final String REMEDY = "pass a configured catalog to --catalog";

  private CatalogFile() {}

  /**
   * The configured streams, at least one and none twice.
   *
   * @throws ConnectorException a config error that names the JSON path at fault
   */
  public static ConfiguredAirbyteCatalog read(Path path) {
    JsonFile file = new JsonFile("catalog", path);
    ConfiguredAirbyteCatalog catalog = bind(file, file.object());
    if (catalog.streams().isEmpty()) {
      throw file.failure("it has no streams", REMEDY);
    }
    Set<StreamDescriptor> seen = new HashSet<>();
    for (ConfiguredAirbyteStream stream : catalog.streams()) {
      if (!seen.add(stream.descriptor())) {
        throw file.failure(
            "it has the stream " + stream.descriptor() + " twice", "name each stream once");
      }
    }
    return catalog;
  }

  private static ConfiguredAirbyteCatalog bind(JsonFile file, ObjectNode node) {
    try {
      return Json.mapper().treeToValue(node, ConfiguredAirbyteCatalog.class);
    } catch (JsonMappingException e) {
      throw file.failure(Fault.inWords(e), REMEDY);
    } catch (JsonProcessingException e) {
      throw file.failure("it is not a catalog", REMEDY);
    }
  }
}
