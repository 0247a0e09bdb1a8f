package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of CAT's section incremental; every method answers with complaints. */
final class IncrementalChecks {

  private static final int SAMPLES = 5;

  private IncrementalChecks() {}

  /**
   * A state of a read.
   *
   * @param records how many records had been read with it
   */
  record Checkpoint(JsonNode state, long records) {}

  static List<String> everyStreamHasACursor(JsonNode configuredCatalog) {
    List<String> complaints = new ArrayList<>();
    for (JsonNode stream : configuredCatalog.path("streams")) {
      if (stream.path("cursor_field").isEmpty()
          && stream.path("stream").path("default_cursor_field").isEmpty()) {
        complaints.add(stream.path("stream").path("name").asText() + " has no cursor");
      }
    }
    return complaints;
  }

  /** The last state of every stream, rebuilt as CAT does it: by name, without the namespace. */
  static ArrayNode rebuiltState(List<JsonNode> messages) {
    Map<String, JsonNode> last = new LinkedHashMap<>();
    for (JsonNode state : Messages.states(messages)) {
      JsonNode stream = state.path("stream");
      last.put(stream.path("stream_descriptor").path("name").asText(), stream.path("stream_state"));
    }
    ArrayNode rebuilt = JsonNodeFactory.instance.arrayNode();
    last.forEach((name, state) -> rebuilt.add(body(name, state)));
    return rebuilt;
  }

  private static JsonNode body(String name, JsonNode state) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "STREAM");
    ObjectNode stream = body.putObject("stream");
    stream.putObject("stream_descriptor").put("name", name);
    stream.set("stream_state", state);
    return body;
  }

  static List<String> secondReadDiffers(List<JsonNode> first, List<JsonNode> second) {
    List<String> complaints = new ArrayList<>();
    if (Messages.states(first).isEmpty()) {
      complaints.add("the first read has no state");
    }
    if (Messages.records(first).isEmpty()) {
      complaints.add("the first read has no record");
    }
    if (sameRecords(first, second)) {
      complaints.add("the second read is the first again");
    }
    return complaints;
  }

  static List<String> statesCountTheirRecords(List<JsonNode> messages) {
    List<JsonNode> counts =
        Messages.states(messages).stream()
            .map(state -> state.path("sourceStats").path("recordCount"))
            .toList();
    List<String> complaints = new ArrayList<>();
    if (!counts.stream().allMatch(JsonNode::isNumber)) {
      complaints.add("a state has no recordCount");
    }
    if (counts.stream().noneMatch(count -> count.asLong() > 0)) {
      complaints.add("no state counts a record");
    }
    return complaints;
  }

  /** The states of one stream's read, equal ones in a row as one. */
  static List<Checkpoint> checkpoints(List<JsonNode> messages) {
    List<Checkpoint> checkpoints = new ArrayList<>();
    long records = 0;
    for (JsonNode state : Messages.states(messages)) {
      records += state.path("sourceStats").path("recordCount").asLong();
      JsonNode streamState = state.path("stream").path("stream_state");
      int last = checkpoints.size() - 1;
      if (last >= 0 && checkpoints.get(last).state().equals(streamState)) {
        checkpoints.remove(last);
      }
      checkpoints.add(new Checkpoint(streamState, records));
    }
    return checkpoints;
  }

  /** Of fewer than three the last, else some between the first and the last. */
  static List<Checkpoint> sampled(List<Checkpoint> checkpoints) {
    int size = checkpoints.size();
    if (size < 3) {
      return size == 0 ? List.of() : List.of(checkpoints.get(size - 1));
    }
    List<Checkpoint> inner = checkpoints.subList(1, size - 1);
    int step = Math.max(1, inner.size() / SAMPLES);
    List<Checkpoint> samples = new ArrayList<>();
    for (int index = 0; index < inner.size(); index += step) {
      samples.add(inner.get(index));
    }
    return samples;
  }

  static ArrayNode stateOf(String stream, Checkpoint checkpoint) {
    return JsonNodeFactory.instance.arrayNode().add(body(stream, checkpoint.state()));
  }

  /** Going on from a checkpoint gives at least what the full read had after it, and not all. */
  static List<String> goesOnFrom(Checkpoint checkpoint, List<JsonNode> full, List<JsonNode> rest) {
    long missing = Messages.records(full).size() - checkpoint.records();
    List<String> complaints = new ArrayList<>();
    if (Messages.records(rest).size() < missing) {
      complaints.add("a record after the checkpoint is missing");
    }
    if (sameRecords(full, rest)) {
      complaints.add("the read from the checkpoint is the full read again");
    }
    return complaints;
  }

  static List<String> abnormalStateIsHarmless(List<JsonNode> messages) {
    List<String> complaints = new ArrayList<>();
    if (!Messages.records(messages).isEmpty()) {
      complaints.add("there are records after the end of time");
    }
    if (Messages.states(messages).isEmpty()) {
      complaints.add("there is no state");
    }
    return complaints;
  }

  private static boolean sameRecords(List<JsonNode> first, List<JsonNode> second) {
    return counted(first).equals(counted(second));
  }

  private static Map<JsonNode, Integer> counted(List<JsonNode> messages) {
    Map<JsonNode, Integer> counts = new HashMap<>();
    Messages.data(messages).forEach(data -> counts.merge(data, 1, Integer::sum));
    return counts;
  }
}
