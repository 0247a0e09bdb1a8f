package dev.convexairbyte.destination.death;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** Counts what happened in all trials, so that the model cannot come to test nothing unnoticed. */
final class Tally {

  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

  void count(String event) {
    counts.merge(event, 1, Integer::sum);
  }

  int of(String event) {
    return counts.getOrDefault(event, 0);
  }

  Set<String> events() {
    return counts.keySet();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
