package dev.convexairbyte.stub;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells the threads of a listener that it is about to end. */
final class Stopping {

  private final CountDownLatch begun = new CountDownLatch(1);

  void begin() {
    begun.countDown();
  }

  boolean hasBegun() {
    return begun.getCount() == 0;
  }

  /** Waits so long, or until the end begins. */
  void pause(Duration time) {
    try {
      begun.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
