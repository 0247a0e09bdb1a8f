package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.database.CatalogChanges;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a new index is ready: once a time has passed by the clock, and a number of readiness polls
 * were answered with no, and nobody holds it open. That an index is backfilling is in the log;
 * since when is not: one that was so before a restart starts anew then.
 */
public final class Backfill {

  private final int polls;
  private final Duration duration;
  private final Clock clock;
  private final Progress unknown;
  private final Map<TabletId, Progress> started = new HashMap<>();
  private boolean held;

  private record Progress(Instant since, int polls) {}

  public Backfill(int polls, Duration duration, Clock clock) {
    this.polls = polls;
    this.duration = duration;
    this.clock = clock;
    this.unknown = new Progress(clock.instant(), 0);
  }

  /** Lets no index become ready. */
  public synchronized void hold() {
    held = true;
  }

  public synchronized void release() {
    held = false;
  }

  /** Starts anew for the tablet's new index, and tells whether that is unready at first. */
  synchronized boolean start(TabletId tablet) {
    Progress progress = new Progress(clock.instant(), 0);
    started.put(tablet, progress);
    return !isOver(progress);
  }

  /** The table's index; one that has been filled by now is made ready first. */
  Optional<PrimaryKeyIndex> index(CatalogChanges catalog, Table table) {
    Optional<PrimaryKeyIndex> index = catalog.index(table);
    if (index.isEmpty() || !index.get().backfilling() || !isOver(table.tablet())) {
      return index;
    }
    PrimaryKeyIndex ready = index.get().enabled();
    catalog.put(ready);
    return Optional.of(ready);
  }

  /** A poll was told that the tablet's index is not ready. */
  synchronized void polled(TabletId tablet) {
    Progress progress = started.getOrDefault(tablet, unknown);
    started.put(tablet, new Progress(progress.since(), progress.polls() + 1));
  }

  private synchronized boolean isOver(TabletId tablet) {
    return isOver(started.getOrDefault(tablet, unknown));
  }

  private boolean isOver(Progress progress) {
    return !held
        && progress.polls() >= polls
        && !clock.instant().isBefore(progress.since().plus(duration));
  }
}
