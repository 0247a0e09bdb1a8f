package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.Assignment.Task;
import dev.convexairbyte.destination.death.InputLine.RecordLine;
import dev.convexairbyte.destination.death.InputLine.StateLine;
import dev.convexairbyte.destination.death.TableCheck.Progress;
import dev.convexairbyte.destination.death.TableCheck.Sent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Knows what one attempt may do to the tables, and looks at them whenever a STATE comes out and at
 * the end.
 */
final class Oracle {

  private final Script script;
  private final Tables tables;
  private final IntSupplier taken;
  private final IntSupplier inDoubt;
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
  private final List<StateLine> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final Map<Task, TableCheck> checks = new LinkedHashMap<>();
  private final Map<CopiedStream, Map<Change, Integer>> others = new LinkedHashMap<>();
  private final StateCheck states;

  /**
   * Begins to look: what the tables hold now is what the attempt finds.
   *
   * @param all the connection's streams, also those that the attempt leaves alone
   * @param taken how many lines the connector was given, the end of the input being one
   * @param inDoubt as {@link Traffic#inDoubt()}
   */
  Oracle(
      Script script,
      List<CopiedStream> all,
      Tables tables,
      IntSupplier taken,
      IntSupplier inDoubt) {
    this.script = script;
    this.tables = tables;
    this.taken = taken;
    this.inDoubt = inDoubt;
    this.states = new StateCheck(script.states(), problems::add);
    for (CopiedStream stream : all) {
      others.put(stream, tables.rows(stream, problems::add));
    }
    for (Task task : script.assignment().tasks()) {
      tables.know(task.stream(), task.changes());
      Map<Change, Integer> before = others.remove(task.stream());
      checks.put(task, new TableCheck(task, sent(task.stream()), before));
    }
  }

  private List<Sent> sent(CopiedStream stream) {
    List<Sent> sent = new ArrayList<>();
    for (int line = 0; line < script.lines().size(); line++) {
      if (script.lines().get(line) instanceof RecordLine record && record.stream().equals(stream)) {
        sent.add(new Sent(line, record.change()));
      }
    }
    return sent;
  }

  /**
   * A line comes out.
   *
   * @param isRead whether it reaches the platform
   */
  void printed(String line, boolean isRead) {
    if (!line.startsWith("{\"type\":\"STATE\"") && !line.startsWith("{\"state\":")) {
      return;
    }
    states
        .take(line)
        .ifPresent(
            state -> {
              check(state);
              if (isRead) {
                acknowledged.add(state);
              }
            });
  }

  private void check(StateLine state) {
    int line = script.lines().indexOf(state);
    if (line >= taken.getAsInt()) {
      problems.add("a STATE that was not read yet: " + state.text());
    }
    for (Task task : script.assignment().tasks()) {
      if (state.scope().contains(task.stream())) {
        if (script.assignment().isHeld(task) && !(isAtEnd() && isAllComplete())) {
          problems.add("a held STATE came back early: " + state.text());
        }
        check(task, line, state.cleared().contains(task.stream()), "at " + state.text());
      }
    }
  }

  private boolean isAtEnd() {
    return taken.getAsInt() > script.lines().size();
  }

  private boolean isAllComplete() {
    return script.assignment().streams().stream().allMatch(script::isComplete);
  }

  private void check(Task task, int covered, boolean mustBeCleared, String moment) {
    Map<Change, Integer> now = tables.rows(task.stream(), problems::add);
    Progress progress =
        new Progress(
            covered,
            taken.getAsInt(),
            inDoubt.getAsInt(),
            mustBeCleared && task.isClearedFirst(),
            isAtEnd() && script.saysIsEmpty(task));
    checks.get(task).check(now, progress, problem -> problems.add(problem + " " + moment));
  }

  /**
   * The attempt is over.
   *
   * @param isOrderly the connector was neither killed nor kept from its work, and came to the end
   *     of its input, so that all of it is written
   */
  void ended(boolean isOrderly) {
    for (Task task : script.assignment().tasks()) {
      int covered = isOrderly ? script.lines().size() : 0;
      check(task, covered, isOrderly && script.saysIsEmpty(task), "at the end");
    }
    others.forEach(
        (stream, before) -> {
          if (!tables.rows(stream, problems::add).equals(before)) {
            problems.add(stream + " is not in the catalog and was written to");
          }
        });
    if (isOrderly && !script.endsInFailure()) {
      states.requireAll();
    }
  }

  void add(String problem) {
    problems.add(problem);
  }

  /** The states that reached the platform. */
  List<StateLine> acknowledged() {
    return List.copyOf(acknowledged);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }
}
