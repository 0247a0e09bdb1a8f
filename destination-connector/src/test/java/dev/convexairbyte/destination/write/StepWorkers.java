package dev.convexairbyte.destination.write;

import dev.convexairbyte.destination.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Workers without threads. They send at once, or when told to; who waits for them makes them send
 * the oldest.
 */
final class StepWorkers implements Workers {

  private final List<Supplier<BatchOutcome>> underWay = new ArrayList<>();
  private final Queue<BatchOutcome> ended = new ArrayDeque<>();
  private boolean isHeld;
  private boolean isStuck;
  private int waitsUntilInterrupt = Integer.MAX_VALUE;
  private @Nullable TestClock clock;

  /** From now on batches stay under way until {@link #end(int)} or until someone waits. */
  StepWorkers held() {
    isHeld = true;
    return this;
  }

  /** From now on not even waiting helps. */
  void getStuck() {
    isHeld = true;
    isStuck = true;
  }

  /** Waits that end with nothing take their time on this clock. */
  void advances(TestClock clock) {
    this.clock = clock;
  }

  /** Whoever waits next is interrupted. */
  void interruptNextWait() {
    interruptAfter(0);
  }

  /** Whoever waits after so many waits is interrupted, once. */
  void interruptAfter(int waits) {
    waitsUntilInterrupt = waits;
  }

  int underWay() {
    return underWay.size();
  }

  /** Ends what was started as this one of those that are under way, from 0. */
  void end(int index) {
    ended.add(underWay.remove(index).get());
  }

  @Override
  public void start(Supplier<BatchOutcome> sending) {
    underWay.add(sending);
    if (!isHeld) {
      end(0);
    }
  }

  @Override
  public @Nullable BatchOutcome poll() {
    return ended.poll();
  }

  @Override
  public @Nullable BatchOutcome poll(Duration atMost) throws InterruptedException {
    if (waitsUntilInterrupt-- == 0) {
      throw new InterruptedException();
    }
    if (ended.isEmpty() && !underWay.isEmpty() && !isStuck) {
      end(0);
    }
    if (ended.isEmpty() && clock != null) {
      clock.sleep(atMost);
    }
    return ended.poll();
  }

  @Override
  public void close() {}
}
