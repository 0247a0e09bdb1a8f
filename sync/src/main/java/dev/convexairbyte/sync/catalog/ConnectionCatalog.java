package dev.convexairbyte.sync.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.file.JsonFile;
import dev.convexairbyte.cdk.json.Fault;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The streams of a connection, at least one and none twice. */
public record ConnectionCatalog(List<ConnectionStream> streams) {

  private static final String REMEDY = "correct it, or leave it to bin/sync discover to write one";

  /**
   * A configured catalog as the protocol has it, in which {@code overwrite_dedup} may stand as
   * well.
   *
   * @throws ConnectorException a config error that names the place at fault
   */
  public static ConnectionCatalog read(Path path) {
    JsonFile file = new JsonFile("catalog", path);
    ObjectNode catalog = file.object();
    List<ConnectionStream> streams = new ArrayList<>();
    Set<StreamDescriptor> seen = new HashSet<>();
    for (JsonNode node : catalog.path("streams")) {
      ConnectionStream stream = stream(node, streams.size(), file);
      stream
          .fault()
          .ifPresent(
              reason -> {
                throw file.failure(reason, "choose other modes");
              });
      if (!seen.add(stream.descriptor())) {
        throw file.failure(
            "it has the stream " + stream.descriptor() + " twice", "name each stream once");
      }
      streams.add(stream);
    }
    if (streams.isEmpty()) {
      throw file.failure("it has no streams", REMEDY);
    }
    return new ConnectionCatalog(streams);
  }

  private static ConnectionStream stream(JsonNode node, int index, JsonFile file) {
    try {
      if (node instanceof ObjectNode object) {
        return ConnectionStream.of(object);
      }
    } catch (JsonMappingException e) {
      throw file.failure("streams[%d].%s".formatted(index, Fault.inWords(e)), REMEDY);
    } catch (JsonProcessingException e) {
      // As below.
    }
    throw file.failure("streams[%d] is no configured stream".formatted(index), REMEDY);
  }

  public List<StreamDescriptor> descriptors() {
    return streams.stream().map(ConnectionStream::descriptor).toList();
  }

  /** As {@link #read} takes it. */
  public ObjectNode json() {
    ObjectNode catalog = JsonNodeFactory.instance.objectNode();
    ArrayNode array = catalog.putArray("streams");
    streams.forEach(stream -> array.add(stream.configured()));
    return catalog;
  }
}
