package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.InputLine.StateLine;
import dev.convexairbyte.destination.death.InputLine.StatusLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The platform in the source's place, for a clear (airbyte.md 1.8): states without a position. */
final class ClearPlay {

  private final Assignment assignment;
  private final Lines write;

  ClearPlay(Assignment assignment, Random random) {
    this.assignment = assignment;
    this.write = new Lines(random);
  }

  Script whole() {
    List<InputLine> lines = new ArrayList<>(states());
    if (assignment.driver() == Driver.PLATFORM_WITH_REFRESHES) {
      for (CopiedStream stream : assignment.streams()) {
        lines.add(new StatusLine(stream, "COMPLETE", write.status(stream, "COMPLETE")));
      }
    }
    return new Script(assignment, List.copyOf(lines), true);
  }

  private List<StateLine> states() {
    List<CopiedStream> streams = assignment.streams();
    return switch (assignment.style()) {
      case STREAM ->
          streams.stream()
              .map(stream -> state(List.of(stream), write.streamState(stream, "null", 0)))
              .toList();
      case GLOBAL -> {
        List<String> parts =
            streams.stream().map(stream -> write.streamPart(stream, "null")).toList();
        yield List.of(state(streams, write.globalState("null", parts, 0)));
      }
      case LEGACY -> List.of(state(streams, write.legacyState("{}", 0)));
    };
  }

  private static StateLine state(List<CopiedStream> streams, String text) {
    return new StateLine(streams, streams, streams, Map.of(), 0, text);
  }
}
