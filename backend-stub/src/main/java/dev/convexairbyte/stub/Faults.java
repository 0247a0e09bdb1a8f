package dev.convexairbyte.stub;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The faults to come: for each path in the order in which they were asked for, one a request. Safe
 * for use by several threads.
 */
public final class Faults {

  private final Map<String, Queue<Fault>> byPath = new HashMap<>();

  Faults() {}

  /** Makes the next request to the path fail that has no fault coming yet. */
  public void next(Fault fault, String path) {
    times(fault, path, 1);
  }

  /**
   * Makes so many requests to the path fail, after those that are to fail already.
   *
   * @param path without host and query, like {@code /api/list_snapshot}
   */
  public synchronized void times(Fault fault, String path, int count) {
    Queue<Fault> faults = byPath.computeIfAbsent(path, key -> new ArrayDeque<>());
    for (int i = 0; i < count; i++) {
      faults.add(fault);
    }
  }

  synchronized Optional<Fault> take(String path) {
    return Optional.ofNullable(byPath.get(path)).map(Queue::poll);
  }
}
