package dev.convexairbyte.stub.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another clock, put forward as often as a test asks for. Safe for use by several threads. */
public final class AdvancingClock extends Clock {

  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Duration ahead;

  /**
   * @param ahead how far it is put forward at first
   */
  public AdvancingClock(Clock clock, Duration ahead) {
    this.clock = clock;
    this.ahead = ahead;
  }

  /**
   * Puts it forward, and returns what it says then. Throws IllegalArgumentException where it would
   * come to be more than 36500 days ahead, or would go back.
   */
  public Instant advance(Duration by) {
    add(by);
    // Not within the turn: who is told may ask for the time.
    listeners.forEach(Runnable::run);
    return instant();
  }

  /** Has every advance from now on told. */
  public void onAdvance(Runnable listener) {
    listeners.add(listener);
  }

  private synchronized void add(Duration by) {
    Duration sum = ahead.plus(by);
    if (by.isNegative() || sum.compareTo(DurationText.MOST) > 0) {
      throw new IllegalArgumentException(
          "Tried to advance the clock but failed because it would be more than 36500 days ahead, or go"
              + " back; advance it by less.");
    }
    ahead = sum;
  }

  @Override
  public synchronized Instant instant() {
    return clock.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new AdvancingClock(clock.withZone(zone), ahead);
  }
}
