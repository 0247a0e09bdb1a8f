package dev.convexairbyte.cdk.runner;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a write to stop and gives it a few seconds: its thread is interrupted, and the process ends
 * when the write has ended or the time is up.
 */
final class WriteStop {

  /** Who stops a container waits for ten seconds at least before it kills it. */
  private static final Duration MOST = Duration.ofSeconds(8);

  private final Duration most;
  private @Nullable Thread writing;

  WriteStop() {
    this(MOST);
  }

  WriteStop(Duration most) {
    this.most = most;
  }

  /** This thread writes from now on. */
  synchronized void begun() {
    writing = Thread.currentThread();
  }

  /** All is said: there is nothing to wait for any more. */
  synchronized void ended() {
    writing = null;
    notifyAll();
  }

  /** Interrupts the write, if there is one, and waits for its end. */
  synchronized void stop() {
    Thread thread = writing;
    if (thread == null) {
      return;
    }
    thread.interrupt();
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toMillis();
          writing != null && left > 0;
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
