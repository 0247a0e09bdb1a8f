package dev.convexairbyte.sync.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.sync.model.ModelStream.Change;
import dev.convexairbyte.sync.program.FakeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A source that reads the log of each stream on from its state, a full refresh as well: what of it
 * does not count any more is for whoever starts it to forget.
 */
final class ModelSource {

  private final List<ModelStream> streams;
  private final boolean sharesState;
  private final Random random;

  ModelSource(List<ModelStream> streams, boolean sharesState, Random random) {
    this.streams = streams;
    this.sharesState = sharesState;
    this.random = random;
  }

  /**
   * The run of one attempt.
   *
   * @param mayDie whether it may end in the middle
   */
  FakeSource run(ArrayNode states, boolean mayDie) {
    Map<String, Integer> places = places(states);
    List<String> lines = new ArrayList<>();
    for (ModelStream stream : streams) {
      read(stream, places, lines);
    }
    if (sharesState) {
      lines.add(global(places));
    }
    if (mayDie && random.nextInt(3) == 0) {
      return FakeSource.of(lines.subList(0, random.nextInt(lines.size() + 1)), 1);
    }
    return FakeSource.of(lines, 0);
  }

  private static Map<String, Integer> places(ArrayNode states) {
    Map<String, Integer> places = new HashMap<>();
    for (JsonNode state : states) {
      JsonNode parts = state.at("/global/stream_states");
      for (JsonNode part : parts.isArray() ? parts : List.of(state.path("stream"))) {
        places.put(
            part.at("/stream_descriptor/name").asText(), part.at("/stream_state/at").intValue());
      }
    }
    return places;
  }

  private void read(ModelStream stream, Map<String, Integer> places, List<String> lines) {
    String name = stream.name();
    for (int place = places.getOrDefault(name, 0); place < stream.log().size(); place++) {
      Change change = stream.log().get(place);
      lines.add(
          "{\"type\":\"RECORD\",\"record\":{\"stream\":\"%s\",\"data\":{\"id\":%d,\"value\":%d},\"emitted_at\":1}}"
              .formatted(name, change.key(), change.value()));
      places.put(name, place + 1);
      if (random.nextInt(4) == 0) {
        lines.add(state(name, places));
      }
    }
    // A full refresh that says nothing is given a state by the platform.
    boolean maySayNothing =
        stream.stream().syncMode() == SyncMode.FULL_REFRESH && !stream.stream().isResumable();
    if (!maySayNothing || random.nextBoolean()) {
      lines.add(state(name, places));
    }
  }

  private String state(String name, Map<String, Integer> places) {
    return sharesState
        ? global(places)
        : "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":%s}}"
            .formatted(part(name, places));
  }

  private String global(Map<String, Integer> places) {
    List<String> parts = streams.stream().map(stream -> part(stream.name(), places)).toList();
    return "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":7,\"stream_states\":[%s]}}}"
        .formatted(String.join(",", parts));
  }

  private static String part(String name, Map<String, Integer> places) {
    return "{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"at\":%d}}"
        .formatted(name, places.getOrDefault(name, 0));
  }
}
