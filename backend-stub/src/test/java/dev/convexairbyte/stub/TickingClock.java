package dev.convexairbyte.stub;

import java.time.Duration;
import java.time.Instant;

/** A clock that goes on by one step whenever it is read. */
public final class TickingClock extends SettableClock {

  private final Duration step;

  public TickingClock(Instant start, Duration step) {
    super(start);
    this.step = step;
  }

  @Override
  public synchronized Instant instant() {
    advance(step);
    return super.instant();
  }
}
