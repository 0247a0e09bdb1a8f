package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.DocumentId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Makes ids and creation times, also for transactions that are worked on side by side. */
final class IdSource {

  private static final long DAY_BITS = 0xFFFF;

  private final RandomGenerator random;
  private final Clock clock;
  private double newestCreationTime;

  /**
   * @param newestCreationTime after which new ones come, in milliseconds
   */
  IdSource(RandomGenerator random, Clock clock, double newestCreationTime) {
    this.random = random;
    this.clock = clock;
    this.newestCreationTime = newestCreationTime;
  }

  /** 14 random bytes and the number of the day: ids tell nothing of the order of insertion. */
  synchronized DocumentId document(int tableNumber) {
    long day = Duration.ofMillis(clock.millis()).toDays();
    return new DocumentId(
        tableNumber, random.nextLong(), (random.nextLong() & ~DAY_BITS) | (day & DAY_BITS));
  }

  synchronized TabletId tablet() {
    return new TabletId(random.nextLong(), random.nextLong());
  }

  /** Milliseconds with a fraction; strictly increasing. */
  synchronized double creationTime() {
    Instant now = clock.instant();
    double millis = now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
    newestCreationTime = Math.max(millis, Math.nextUp(newestCreationTime));
    return newestCreationTime;
  }
}
