package dev.convexairbyte.sync.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.sync.program.FakeDestination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A destination whose tables outlive its runs. It writes in batches, and what it has read and not
 * written dies with it; it does with generations what a destination has to (airbyte.md 1.8).
 */
final class ModelDestination {

  private final Random random;
  private final Map<String, List<Row>> tables = new HashMap<>();

  /** A row, and the generation that it is of; 0 where there are none. */
  record Row(int key, int value, long generation) {}

  ModelDestination(Random random) {
    this.random = random;
  }

  List<Row> table(String stream) {
    return tables.computeIfAbsent(stream, name -> new ArrayList<>());
  }

  /**
   * The run of one attempt.
   *
   * @param mayDie whether it may end in the middle
   */
  FakeDestination run(JsonNode catalog, boolean mayDie) {
    return FakeDestination.of(new Run(catalog, mayDie && random.nextInt(3) == 0));
  }

  private final class Run implements FakeDestination.Taker {

    private final Map<String, JsonNode> streams = new TreeMap<>();
    private final List<ObjectNode> waiting = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<String> cleared = new ArrayList<>();
    private int linesUntilDeath;

    Run(JsonNode catalog, boolean dies) {
      for (JsonNode stream : catalog.path("streams")) {
        streams.put(stream.at("/stream/name").asText(), stream);
      }
      linesUntilDeath = dies ? random.nextInt(20) : Integer.MAX_VALUE;
    }

    @Override
    public Optional<List<ObjectNode>> take(ObjectNode message) {
      if (linesUntilDeath-- == 0) {
        return Optional.empty();
      }
      waiting.add(message);
      return Optional.of(random.nextInt(4) == 0 ? write() : List.of());
    }

    @Override
    public Optional<List<ObjectNode>> end() {
      return linesUntilDeath < 20 && random.nextInt(4) == 0 && linesUntilDeath >= 0
          ? Optional.empty()
          : Optional.of(write());
    }

    /** What waits is written; answers the states among it. */
    private List<ObjectNode> write() {
      List<ObjectNode> back = new ArrayList<>();
      for (ObjectNode message : waiting) {
        switch (message.path("type").asText()) {
          case "RECORD" -> record(message.path("record"));
          case "STATE" -> back.add(counted(message));
          case "TRACE" ->
              complete(message.at("/trace/stream_status/stream_descriptor/name").asText());
          default -> throw new AssertionError("a destination is sent nothing like " + message);
        }
      }
      waiting.clear();
      return back;
    }

    private void record(JsonNode record) {
      String name = record.path("stream").asText();
      counts.merge(name, 1, Integer::sum);
      clearOnce(name);
      JsonNode stream = streams.get(name);
      int key = record.at("/data/id").intValue();
      long generation = stream == null ? 0 : stream.path("generation_id").longValue();
      if (mode(name).equals("append_dedup")) {
        table(name).removeIf(row -> row.key() == key);
      }
      table(name).add(new Row(key, record.at("/data/value").intValue(), generation));
    }

    private String mode(String name) {
      JsonNode stream = streams.get(name);
      return stream == null ? "" : stream.path("destination_sync_mode").asText();
    }

    private void clearOnce(String name) {
      if (mode(name).equals("overwrite") && !cleared.contains(name)) {
        cleared.add(name);
        table(name).clear();
      }
    }

    private ObjectNode counted(ObjectNode message) {
      ObjectNode state = (ObjectNode) message.path("state");
      List<String> scope =
          state.has("stream")
              ? List.of(state.at("/stream/stream_descriptor/name").asText())
              : List.copyOf(streams.keySet());
      scope.forEach(this::clearOnce);
      int count = 0;
      for (String name : scope) {
        Integer records = counts.remove(name);
        count += records == null ? 0 : records;
      }
      state.putObject("destinationStats").put("recordCount", (double) count);
      return message;
    }

    private void complete(String name) {
      JsonNode stream = streams.get(name);
      long minimum = stream == null ? 0 : stream.path("minimum_generation_id").longValue();
      table(name).removeIf(row -> row.generation() < minimum);
    }
  }
}
