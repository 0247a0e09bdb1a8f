package dev.convexairbyte.destination.death;

import java.util.List;

/**
 * What one attempt of a sync is to do.
 *
 * @param isClear the platform plays the source and has nothing but empty states
 */
record Assignment(Driver driver, StateStyle style, boolean isClear, List<Task> tasks) {

  /**
   * The part of one stream.
   *
   * @param isClearedFirst nothing older is to be left of the table
   * @param position from which the source reads
   * @param changes that it reads
   */
  record Task(
      CopiedStream stream,
      boolean isClearedFirst,
      long generation,
      int position,
      List<Change> changes) {}

  List<CopiedStream> streams() {
    return tasks.stream().map(Task::stream).toList();
  }

  /** Whether the task's states come back only at the very end, and only if all is complete. */
  boolean isHeld(Task task) {
    return task.isClearedFirst && driver == Driver.PLATFORM_WITH_REFRESHES;
  }

  boolean hasHeld() {
    return tasks.stream().anyMatch(this::isHeld);
  }
}
