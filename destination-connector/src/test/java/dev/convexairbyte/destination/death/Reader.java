package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.Assignment.Task;
import java.util.Iterator;

/** The source's place in one stream. */
final class Reader {

  private final Task task;
  private final Iterator<Change> changes;
  private int position;
  private int emitted;
  private int sinceState;
  private boolean isStarted;
  private boolean isFinished;
  private boolean hasState;

  Reader(Task task) {
    this.task = task;
    this.changes = task.changes().iterator();
    this.position = task.position();
  }

  Task task() {
    return task;
  }

  CopiedStream stream() {
    return task.stream();
  }

  boolean hasNext() {
    return changes.hasNext();
  }

  Change next() {
    position++;
    emitted++;
    sinceState++;
    return changes.next();
  }

  /** Begins to read; false if it has begun before. */
  boolean start() {
    boolean isFirst = !isStarted;
    isStarted = true;
    return isFirst;
  }

  void finish() {
    isFinished = true;
  }

  boolean isStarted() {
    return isStarted;
  }

  boolean isFinished() {
    return isFinished;
  }

  /** Something is known of the stream: a record, or that there is none. */
  boolean isProven() {
    return emitted > 0 || isFinished;
  }

  int position() {
    return position;
  }

  int emitted() {
    return emitted;
  }

  boolean hasState() {
    return hasState;
  }

  /** The records since the last state, which ends here. */
  int takeSinceState() {
    hasState = true;
    int records = sinceState;
    sinceState = 0;
    return records;
  }
}
