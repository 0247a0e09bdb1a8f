package dev.convexairbyte.sync.model;

import dev.convexairbyte.sync.catalog.ConnectionStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A stream at its origin: a log of changes, of which the last of each key is the table. */
final class ModelStream {

  /** A key and the value that it has from then on. */
  record Change(int key, int value) {}

  private final ConnectionStream stream;
  private final List<Change> log = new ArrayList<>();

  ModelStream(ConnectionStream stream) {
    this.stream = stream;
  }

  ConnectionStream stream() {
    return stream;
  }

  String name() {
    return stream.descriptor().name();
  }

  void grow(Random random) {
    int changes = random.nextInt(8);
    for (int change = 0; change < changes; change++) {
      log.add(new Change(random.nextInt(6), log.size()));
    }
  }

  List<Change> log() {
    return log;
  }

  /** The last change of every key. */
  Collection<Change> table() {
    Map<Integer, Change> table = new LinkedHashMap<>();
    log.forEach(change -> table.put(change.key(), change));
    return table.values();
  }
}
