package dev.convexairbyte.destination;

import dev.convexairbyte.client.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still until someone sleeps or moves it. */
public final class TestClock implements InstantSource, Sleeper {

  private final List<Duration> sleeps = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    sleeps.add(duration);
    now = now.plus(duration);
  }

  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  public List<Duration> sleeps() {
    return sleeps;
  }
}
