package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.Assignment.Task;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What the tables must hold after a job that succeeded, by the source's history alone. */
final class Copies {

  private final Platform platform;
  private final Tables tables;
  private final Map<CopiedStream, List<Change>> strangers = new HashMap<>();

  Copies(Platform platform, Tables tables) {
    this.platform = platform;
    this.tables = tables;
  }

  /** Rows that were there before the connection. */
  void add(CopiedStream stream, List<Change> rows) {
    strangers.put(stream, rows);
  }

  void succeeded(Assignment assignment, Consumer<String> problems) {
    for (Task task : assignment.tasks()) {
      CopiedStream stream = task.stream();
      if (task.isClearedFirst()) {
        strangers.remove(stream);
      }
      Map<Change, Integer> rows = tables.rows(stream, problems);
      if (assignment.isClear()) {
        require(rows.isEmpty(), stream + " is not empty after a clear", problems);
      } else if (stream.kind() == CopiedStream.Kind.DEDUP) {
        Set<Change> expected = new HashSet<>(latest(stream).values());
        require(
            rows.keySet().equals(expected),
            stream + " is " + rows.keySet() + ", not " + expected,
            problems);
      } else if (stream.kind() == CopiedStream.Kind.APPEND) {
        Set<Change> expected = new HashSet<>(written(stream));
        expected.addAll(strangers.getOrDefault(stream, List.of()));
        require(
            rows.keySet().equals(expected),
            stream + " is " + rows.keySet() + ", not " + expected,
            problems);
      }
    }
  }

  private Map<String, Change> latest(CopiedStream stream) {
    Map<String, Change> latest = new HashMap<>();
    strangers.getOrDefault(stream, List.of()).forEach(row -> latest.put(row.key(), row));
    for (Change change : written(stream)) {
      if (change.isDelete()) {
        latest.remove(change.key());
      } else {
        latest.put(change.key(), change);
      }
    }
    return latest;
  }

  private List<Change> written(CopiedStream stream) {
    return platform.history(stream).stream().filter(change -> !change.isSkipped()).toList();
  }

  private static void require(boolean condition, String problem, Consumer<String> problems) {
    if (!condition) {
      problems.accept(problem);
    }
  }
}
