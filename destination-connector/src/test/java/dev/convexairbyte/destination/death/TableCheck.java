package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.Assignment.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a table may hold while one attempt writes to it. */
final class TableCheck {

  /** A record in the attempt's input. */
  record Sent(int line, Change change) {}

  /**
   * How far the attempt is.
   *
   * @param covered the records of the lines before this one must be there
   * @param taken the records of the lines before this one may be there
   * @param inDoubt requests that may have been carried out more than once
   * @param mustBeCleared nothing older than the attempt may be left
   * @param mayBeEmptied the input has said that the stream has no records
   */
  record Progress(
      int covered, int taken, int inDoubt, boolean mustBeCleared, boolean mayBeEmptied) {}

  private final Task task;
  private final List<Sent> sent;
  private final Map<Change, Integer> before;

  TableCheck(Task task, List<Sent> sent, Map<Change, Integer> before) {
    this.task = task;
    this.sent = sent;
    this.before = before;
  }

  void check(Map<Change, Integer> now, Progress progress, Consumer<String> problems) {
    Consumer<String> named = problem -> problems.accept(task.stream() + ": " + problem);
    if (task.isClearedFirst()) {
      boolean isUntouched = now.equals(before);
      if (isUntouched && !progress.mustBeCleared && !hasWritten(progress.covered)) {
        return;
      }
      if (!isUntouched && !progress.mayBeEmptied && !hasSent(progress.taken)) {
        named.accept("emptied without a record");
      }
    }
    Map<Change, Integer> start = task.isClearedFirst() ? Map.of() : before;
    if (task.stream().kind().isKeyed()) {
      checkKeyed(now, start, progress, named);
    } else {
      checkAppended(now, start, progress, named);
    }
  }

  private boolean hasWritten(int line) {
    return sent.stream().anyMatch(one -> !one.change.isSkipped() && one.line < line);
  }

  /** One that is skipped counts: if only the deployment refuses it, it is sent after the clear. */
  private boolean hasSent(int line) {
    return !sent.isEmpty() && sent.get(0).line < line;
  }

  private void checkAppended(
      Map<Change, Integer> now,
      Map<Change, Integer> start,
      Progress progress,
      Consumer<String> problems) {
    Map<Change, Integer> least = new HashMap<>(start);
    Map<Change, Integer> most = new HashMap<>(start);
    for (Sent one : sent) {
      if (one.change.isSkipped()) {
        continue;
      }
      if (one.line < progress.covered) {
        least.merge(one.change, 1, Integer::sum);
      }
      if (one.line < progress.taken) {
        most.merge(one.change, 1 + progress.inDoubt, Integer::sum);
      }
    }
    Set<Change> all = new HashSet<>(now.keySet());
    all.addAll(least.keySet());
    for (Change change : all) {
      int count = now.getOrDefault(change, 0);
      if (count < least.getOrDefault(change, 0) || count > most.getOrDefault(change, 0)) {
        problems.accept(
            "%s is there %d times, not %d to %d"
                .formatted(
                    change, count, least.getOrDefault(change, 0), most.getOrDefault(change, 0)));
      }
    }
  }

  private void checkKeyed(
      Map<Change, Integer> now,
      Map<Change, Integer> start,
      Progress progress,
      Consumer<String> problems) {
    Map<String, List<Optional<Change>>> allowed = allowed(start, progress);
    Map<String, Change> rows = new HashMap<>();
    now.forEach(
        (change, count) -> {
          if (count > 1 || rows.put(change.key(), change) != null) {
            problems.accept("two rows have the key " + change.key());
          }
        });
    Set<String> keys = new HashSet<>(rows.keySet());
    keys.addAll(allowed.keySet());
    for (String key : keys) {
      Optional<Change> row = Optional.ofNullable(rows.get(key));
      List<Optional<Change>> versions = allowed.getOrDefault(key, List.of());
      if (!versions.contains(row)) {
        problems.accept("key " + key + " is " + row + ", not one of " + versions);
      }
    }
  }

  /** By key the last version that is covered, and all later ones that may be there already. */
  private Map<String, List<Optional<Change>>> allowed(
      Map<Change, Integer> start, Progress progress) {
    Map<String, List<Optional<Change>>> allowed = new LinkedHashMap<>();
    for (Change change : start.keySet()) {
      allowed.put(change.key(), new ArrayList<>(List.of(Optional.of(change))));
    }
    for (Sent one : sent) {
      if (one.line >= progress.taken) {
        break;
      }
      if (one.change.isSkipped()) {
        continue;
      }
      List<Optional<Change>> versions =
          allowed.computeIfAbsent(
              one.change.key(), key -> new ArrayList<>(List.of(Optional.empty())));
      if (one.line < progress.covered) {
        versions.clear();
      }
      versions.add(one.change.isDelete() ? Optional.empty() : Optional.of(one.change));
    }
    return allowed;
  }
}
