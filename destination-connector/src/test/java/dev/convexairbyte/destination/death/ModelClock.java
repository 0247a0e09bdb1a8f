package dev.convexairbyte.destination.death;

import dev.convexairbyte.client.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The only time of a trial: it moves when someone sleeps, and between the lines of the input. */
final class ModelClock extends Clock implements Sleeper {

  private final Runnable onSleep;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * @param onSleep is run after every sleep
   */
  ModelClock(Runnable onSleep) {
    this.onSleep = onSleep;
  }

  @Override
  public void sleep(Duration duration) {
    advance(duration);
    onSleep.run();
  }

  synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  long nanos() {
    return Duration.between(Instant.EPOCH, instant()).toNanos();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
