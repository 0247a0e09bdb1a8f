package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.InputLine.RecordLine;
import dev.convexairbyte.destination.death.InputLine.StateLine;
import dev.convexairbyte.destination.death.InputLine.StatusLine;
import dev.convexairbyte.destination.death.InputLine.TornLine;
import java.util.List;

/**
 * The input of one attempt.
 *
 * @param isWhole the source ended well
 */
record Script(Assignment assignment, List<InputLine> lines, boolean isWhole) {

  boolean isTorn() {
    return lines.stream().anyMatch(TornLine.class::isInstance);
  }

  List<StateLine> states() {
    return lines.stream().filter(StateLine.class::isInstance).map(StateLine.class::cast).toList();
  }

  List<RecordLine> records() {
    return lines.stream().filter(RecordLine.class::isInstance).map(RecordLine.class::cast).toList();
  }

  boolean hasStatus(CopiedStream stream) {
    return lines.stream()
        .anyMatch(line -> line instanceof StatusLine status && status.stream().equals(stream));
  }

  boolean isComplete(CopiedStream stream) {
    return hasStatus(stream, "COMPLETE") && !hasStatus(stream, "INCOMPLETE");
  }

  private boolean hasStatus(CopiedStream stream, String name) {
    return lines.stream()
        .anyMatch(
            line ->
                line instanceof StatusLine status
                    && status.stream().equals(stream)
                    && status.status().equals(name));
  }

  /** Whether the end of the input says that a stream without records has none (design.md 4). */
  boolean saysIsEmpty(Assignment.Task task) {
    if (assignment.isHeld(task) || hasStatus(task.stream())) {
      return isComplete(task.stream());
    }
    return states().stream().anyMatch(state -> state.named().contains(task.stream()));
  }

  /** Whether the connector has to fail for what the input lacks. */
  boolean endsInFailure() {
    boolean isBrokenOff =
        assignment.streams().stream().anyMatch(stream -> hasStatus(stream) && !isComplete(stream));
    boolean isHeldForEver =
        assignment.hasHeld() && !assignment.streams().stream().allMatch(this::isComplete);
    return isTorn() || isBrokenOff || isHeldForEver;
  }
}
