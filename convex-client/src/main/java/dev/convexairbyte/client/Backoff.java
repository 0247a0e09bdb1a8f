package dev.convexairbyte.client;

import java.time.Duration;

/**
 * How often and how long to wait for a failure to pass.
 *
 * @param attempts the most requests, the first included
 * @param firstWait the longest wait after the first failure
 * @param factor by how much the longest wait grows with each failure
 * @param longestWait what it grows to
 * @param budget from the first failure to the start of the last request
 */
public record Backoff(
    int attempts, Duration firstWait, double factor, Duration longestWait, Duration budget) {

  public Backoff {
    if (attempts < 1 || factor < 1 || firstWait.isNegative() || longestWait.isNegative()) {
      throw new IllegalArgumentException(
          "A back-off needs an attempt, and waits that do not shrink.");
    }
  }

  /** The longest wait after this many failures. */
  Duration ceiling(int failures) {
    double nanos = firstWait.toNanos() * Math.pow(factor, failures - 1);
    return nanos < (double) longestWait.toNanos() ? Duration.ofNanos((long) nanos) : longestWait;
  }
}
