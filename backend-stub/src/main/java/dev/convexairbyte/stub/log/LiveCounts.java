package dev.convexairbyte.stub.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How many documents tablets hold, counted once for as long as nothing of them changes. */
final class LiveCounts {

  private final Map<TabletId, Long> counts = new HashMap<>();

  long get(TabletId tablet, ToLongFunction<TabletId> count) {
    return counts.computeIfAbsent(tablet, count::applyAsLong);
  }

  /** Forgets what these entries may change. */
  void changed(List<LogEntry> transaction) {
    transaction.forEach(entry -> counts.remove(entry.tablet()));
  }
}
