package dev.convexairbyte.destination.mapping;

import java.util.Arrays;

/** Where the values of a key stand in a record, one for each path of the key. */
final class KeySpans {

  private final int[] starts;
  private final int[] ends;

  KeySpans(int paths) {
    starts = new int[paths];
    ends = new int[paths];
  }

  void clear() {
    Arrays.fill(ends, 0);
  }

  void set(int path, int start, int end) {
    starts[path] = start;
    ends[path] = end;
  }

  int paths() {
    return ends.length;
  }

  int start(int path) {
    return starts[path];
  }

  int end(int path) {
    return ends[path];
  }

  /** The first path that the record does not have, {@link KeyFields#NO_PATH} if it has all. */
  int firstMissing() {
    for (int path = 0; path < ends.length; path++) {
      if (ends[path] == 0) {
        return path;
      }
    }
    return KeyFields.NO_PATH;
  }
}
