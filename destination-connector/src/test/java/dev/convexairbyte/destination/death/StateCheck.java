package dev.convexairbyte.destination.death;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.destination.death.InputLine.StateLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the STATEs come back as they went in: in order, byte for byte, with true counts. */
final class StateCheck {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STATS = Pattern.compile(",\"destinationStats\":(\\{[^{}]*})");

  private final Map<List<CopiedStream>, Queue<StateLine>> expected = new LinkedHashMap<>();
  private final Consumer<String> problems;

  StateCheck(List<StateLine> states, Consumer<String> problems) {
    this.problems = problems;
    for (StateLine state : states) {
      expected.computeIfAbsent(state.scope(), scope -> new ArrayDeque<>()).add(state);
    }
  }

  /** The STATE that the line sends back; empty if it is none that may come now. */
  Optional<StateLine> take(String line) {
    Matcher stats = STATS.matcher(line);
    if (!stats.find()) {
      problems.accept("a STATE without counts: " + line);
      return Optional.empty();
    }
    String text = line.substring(0, stats.start()) + line.substring(stats.end());
    for (Queue<StateLine> queue : expected.values()) {
      StateLine next = queue.peek();
      if (next != null && next.text().equals(text)) {
        queue.remove();
        checkCounts(next, stats.group(1));
        return Optional.of(next);
      }
    }
    problems.accept("a STATE that did not come so, or is not the next: " + text);
    return Optional.empty();
  }

  private void checkCounts(StateLine state, String stats) {
    JsonNode counts = json(stats);
    double records =
        counts.path("recordCount").asDouble(-1) + counts.path("rejectedRecordCount").asDouble();
    if (records != state.records()) {
      problems.accept("%s counted for %d of %s".formatted(stats, state.records(), state.text()));
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for the rest to have come. */
  void requireAll() {
    expected.values().stream()
        .flatMap(Queue::stream)
        .forEach(state -> problems.accept("a STATE that never came back: " + state.text()));
  }
}
