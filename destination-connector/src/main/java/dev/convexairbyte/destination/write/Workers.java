package dev.convexairbyte.destination.write;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Threads that send batches. All methods are for one thread, which waits for what they did. */
interface Workers extends AutoCloseable {

  /** Starts to send; does not wait. */
  void start(Supplier<BatchOutcome> sending);

  /** What has ended, each once; null if that is nothing. */
  @Nullable BatchOutcome poll();

  /** As {@link #poll()}, after waiting for something to end. */
  @Nullable BatchOutcome poll(Duration atMost) throws InterruptedException;

  /** Interrupts what is still under way; nothing of it keeps the process alive. */
  @Override
  void close();
}
