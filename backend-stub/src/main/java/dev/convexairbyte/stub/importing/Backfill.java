package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a new index takes until it is ready, in readiness polls rather than seconds, so that
 * tests do not depend on time.
 */
public final class Backfill {

  private final int pollsUntilReady;
  private final Map<TabletId, Integer> polls = new HashMap<>();

  public Backfill(int pollsUntilReady) {
    this.pollsUntilReady = pollsUntilReady;
  }

  /** Starts anew for the tablet's new index, and tells whether that is unready at first. */
  synchronized boolean start(TabletId tablet) {
    polls.remove(tablet);
    return pollsUntilReady > 0;
  }

  /** Counts an answered poll; true for the one after which the index is ready. */
  synchronized boolean endsWithPollOf(PrimaryKeyIndex index) {
    int answered = polls.merge(index.tablet(), 1, Integer::sum);
    if (answered < pollsUntilReady) {
      return false;
    }
    polls.remove(index.tablet());
    return true;
  }
}
