package dev.convexairbyte.sync.program;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and its children: a script that is asked to end does not tell what it has started, and
 * once it has ended the system no longer says whose children they were. So they are kept from the
 * first look on.
 */
public final class ProcessFamily {

  private static final long LOOK_MILLIS = 20;

  private final ProcessHandle head;
  private final Set<ProcessHandle> members = new LinkedHashSet<>();
  private boolean isKilled;

  public ProcessFamily(ProcessHandle head) {
    this.head = head;
    members.add(head);
  }

  /** Finds out who belongs to it now. */
  public synchronized void look() {
    List.copyOf(members).forEach(member -> member.descendants().forEach(members::add));
  }

  /** Asks all of them to end, as SIGTERM does. */
  public synchronized void terminate() {
    look();
    members.forEach(ProcessHandle::destroy);
  }

  /** Ends all of them at once. */
  public synchronized void kill() {
    look();
    members.forEach(ProcessHandle::destroyForcibly);
    isKilled = true;
  }

  /** Whether all that are known have ended after this time at most. */
  public boolean hasEnded(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    try {
      head.onExit().get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A process could not be waited for", e);
    }
    while (isSurvived()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  /** Who was killed is gone, even if a container has nobody who clears its entry away. */
  private synchronized boolean isSurvived() {
    return !isKilled && members.stream().anyMatch(ProcessHandle::isAlive);
  }
}
