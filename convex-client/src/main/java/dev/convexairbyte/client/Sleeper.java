package dev.convexairbyte.client;

import java.time.Duration;

/** Waits; tests take one that only remembers. */
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;
}
