package dev.convexairbyte.cdk.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.json.Fault;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The states found in a state file so far: of each stream, and of GLOBAL, only the last one. */
final class SavedStates {

  static final String REMEDY = "pass the state as it was saved, or none to start over";

  private static final Logger LOG = LoggerFactory.getLogger(SavedStates.class);

  private final JsonFile file;
  private final Map<Optional<StreamDescriptor>, AirbyteStateMessage> states = new LinkedHashMap<>();
  private int entry;
  private boolean warned;

  SavedStates(JsonFile file) {
    this.file = file;
  }

  /** Takes a STATE body, a whole message, of which all but STATE are passed over, or null. */
  void add(JsonNode node) {
    entry++;
    if (node.isNull()) {
      return;
    }
    if (!node.isObject()) {
      throw failure("is not a JSON object");
    }
    String type = node.path("type").asText();
    if (type.equals(AirbyteMessage.Type.STATE.name()) && node.path("state").isObject()) {
      addBody(node.path("state"));
      return;
    }
    if (Arrays.stream(AirbyteMessage.Type.values()).noneMatch(known -> known.name().equals(type))) {
      addBody(node);
    }
  }

  List<AirbyteStateMessage> all() {
    return List.copyOf(states.values());
  }

  private void addBody(JsonNode body) {
    String type = body.path("type").asText();
    boolean ofStream = type.equals(AirbyteStateMessage.Type.STREAM.name());
    if (!ofStream && !type.equals(AirbyteStateMessage.Type.GLOBAL.name())) {
      passOver(body, type);
      return;
    }
    AirbyteStateMessage state = bind(body);
    if (!ofStream) {
      if (state.global() == null) {
        throw failure("has no global");
      }
      put(Optional.empty(), state);
      return;
    }
    AirbyteStreamState stream = state.stream();
    if (stream == null) {
      throw failure("has no stream");
    }
    put(Optional.of(stream.streamDescriptor()), state);
  }

  private void put(Optional<StreamDescriptor> key, AirbyteStateMessage state) {
    states.remove(key);
    states.put(key, state);
  }

  /** Only what says that it holds nothing of use here: else a sync would silently start over. */
  private void passOver(JsonNode body, String type) {
    if (type.equals(AirbyteStateMessage.Type.LEGACY.name()) || isLegacyWithoutType(body)) {
      warnOnce();
      return;
    }
    for (JsonNode value : body) {
      if (!value.isNull()) {
        throw failure("is neither a STREAM nor a GLOBAL state");
      }
    }
  }

  /** The protocol takes a missing type for LEGACY, which keeps its content in data. */
  private static boolean isLegacyWithoutType(JsonNode body) {
    return body.hasNonNull("data")
        && !body.hasNonNull("type")
        && !body.hasNonNull("stream")
        && !body.hasNonNull("global");
  }

  private void warnOnce() {
    if (!warned) {
      LOG.warn(
          "The state file {} holds a LEGACY state, which no stream can go on from: it is ignored,"
              + " and streams without another state are read from the start.",
          file.path());
      warned = true;
    }
  }

  private AirbyteStateMessage bind(JsonNode body) {
    try {
      return Json.mapper().treeToValue(body, AirbyteStateMessage.class);
    } catch (JsonMappingException e) {
      throw failure("is no state because " + Fault.inWords(e));
    } catch (JsonProcessingException e) {
      throw failure("is no state");
    }
  }

  private ConnectorException failure(String reason) {
    return file.failure("its entry " + entry + " " + reason, REMEDY);
  }
}
