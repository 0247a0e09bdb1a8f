package dev.convexairbyte.destination.death;

import java.util.ArrayList;
import java.util.List;

/** The change log that the source reads of an incremental stream; a position counts its changes. */
final class History {

  private final CopiedStream stream;
  private final ChangeMaker maker;
  private final List<Change> changes = new ArrayList<>();

  History(CopiedStream stream, ChangeMaker maker) {
    this.stream = stream;
    this.maker = maker;
  }

  void grow(int count) {
    for (int change = 0; change < count; change++) {
      changes.add(maker.any(stream, stream.kind().isKeyed() ? 4 : 10));
    }
  }

  /** Begins a new log that has nothing of the old one. */
  void rewrite() {
    changes.clear();
  }

  List<Change> from(int position) {
    return List.copyOf(changes.subList(position, changes.size()));
  }
}
