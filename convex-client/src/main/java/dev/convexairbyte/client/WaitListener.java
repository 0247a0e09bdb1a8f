package dev.convexairbyte.client;

import java.time.Duration;

/** Told that a request failed and how long is waited before it is made again. */
@FunctionalInterface
public interface WaitListener {
  void waiting(ConvexException failure, Duration wait);
}
