package dev.convexairbyte.sync.job;

import dev.convexairbyte.sync.relay.Relay;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a job before its time, whatever it is at: an attempt, or the wait for the next one. */
final class JobStop {

  private final JobRun.Sleeper sleeper;
  private @Nullable Relay relay;
  private @Nullable Thread sleeping;
  private boolean isStopped;

  JobStop(JobRun.Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /** From any thread. */
  synchronized void stop() {
    isStopped = true;
    if (relay != null) {
      relay.stop();
    }
    if (sleeping != null) {
      sleeping.interrupt();
    }
  }

  /** An attempt begins; null when it has ended. */
  synchronized void runs(@Nullable Relay running) {
    relay = running;
    if (isStopped && running != null) {
      running.stop();
    }
  }

  /** Whether the time has passed, and nobody has stopped the job. */
  boolean sleep(Duration time) {
    try {
      if (begin()) {
        sleeper.sleep(time);
      }
    } catch (InterruptedException e) {
      // That was stop.
    }
    return end();
  }

  private synchronized boolean begin() {
    sleeping = Thread.currentThread();
    return !isStopped;
  }

  private synchronized boolean end() {
    sleeping = null;
    return !isStopped;
  }
}
