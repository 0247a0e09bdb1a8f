package dev.convexairbyte.sync.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteGlobalState;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.failure.AttemptException;
import dev.convexairbyte.sync.failure.Party;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each stream stands, as the destination has last acknowledged it: either states of streams,
 * or one that they share. Of a state only what is the source's own is kept, as the platform does
 * (airbytehq/airbyte-platform, StatePersistence).
 */
public final class AcknowledgedStates {

  private final Map<StreamDescriptor, JsonNode> streams = new LinkedHashMap<>();
  private @Nullable JsonNode shared;
  private AirbyteStateMessage.@Nullable Type type;

  /** The states of a file. */
  public static AcknowledgedStates of(List<AirbyteStateMessage> states) {
    AcknowledgedStates saved = new AcknowledgedStates();
    states.forEach(saved::take);
    return saved;
  }

  /**
   * Takes a STREAM or GLOBAL state that the destination has sent back.
   *
   * @throws AttemptException where the other kind is saved already
   */
  public void take(AirbyteStateMessage state) {
    if (type != null && type != state.type()) {
      throw AttemptException.config(
          Party.SOURCE,
          "Tried to save a %s state of the source but failed because states of the kind %s are saved; clear all streams, or start with a new state file."
              .formatted(state.type(), type));
    }
    type = state.type();
    AirbyteGlobalState global = state.global();
    if (global != null) {
      shared = global.sharedState();
      global.streamStates().forEach(this::put);
    } else if (state.stream() != null) {
      put(state.stream());
    }
    dropTypeOfNothing();
  }

  private void put(AirbyteStreamState state) {
    if (state.streamState() == null) {
      streams.remove(state.streamDescriptor());
      return;
    }
    streams.put(state.streamDescriptor(), state.streamState());
  }

  /**
   * These streams start over.
   *
   * @param all of the connection; what they share stays until all start over
   */
  public void forget(Collection<StreamDescriptor> gone, Collection<StreamDescriptor> all) {
    gone.forEach(streams::remove);
    if (gone.containsAll(all)) {
      shared = null;
    }
    dropTypeOfNothing();
  }

  private void dropTypeOfNothing() {
    if (streams.isEmpty() && shared == null) {
      type = null;
    }
  }

  /** All of it: an array of STATE bodies. */
  public ArrayNode json() {
    return json(streams.keySet());
  }

  /** What a source is given that reads these streams. */
  public ArrayNode json(Collection<StreamDescriptor> read) {
    List<AirbyteStreamState> states =
        streams.entrySet().stream()
            .filter(entry -> read.contains(entry.getKey()))
            .map(entry -> new AirbyteStreamState(entry.getKey(), entry.getValue()))
            .toList();
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    if (type == AirbyteStateMessage.Type.GLOBAL) {
      return array.add(tree(global(new AirbyteGlobalState(shared, states))));
    }
    states.forEach(state -> array.add(tree(ofStream(state))));
    return array;
  }

  /**
   * What a destination is sent that shall clear these streams, null in place of their states
   * (airbytehq/airbyte-platform, EmptyAirbyteSource).
   *
   * @param all of the connection
   */
  public List<AirbyteStateMessage> clearing(
      Collection<StreamDescriptor> cleared, Collection<StreamDescriptor> all) {
    List<AirbyteStreamState> nulls =
        cleared.stream().map(stream -> new AirbyteStreamState(stream, null)).toList();
    if (type != AirbyteStateMessage.Type.GLOBAL) {
      return nulls.stream().map(AcknowledgedStates::ofStream).toList();
    }
    JsonNode kept = cleared.containsAll(all) ? null : shared;
    return List.of(global(new AirbyteGlobalState(kept, nulls)));
  }

  private static AirbyteStateMessage ofStream(AirbyteStreamState state) {
    return new AirbyteStateMessage(AirbyteStateMessage.Type.STREAM, state, null, null, null, null);
  }

  private static AirbyteStateMessage global(AirbyteGlobalState state) {
    return new AirbyteStateMessage(AirbyteStateMessage.Type.GLOBAL, null, state, null, null, null);
  }

  private static JsonNode tree(AirbyteStateMessage state) {
    return Json.mapper().valueToTree(state);
  }
}
