package dev.convexairbyte.destination.write;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Daemon threads, as many as there may be requests at a time. */
final class WorkerThreads implements Workers {

  private final BlockingQueue<BatchOutcome> ended = new LinkedBlockingQueue<>();
  private final ExecutorService threads;

  WorkerThreads(int most) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            most,
            work -> {
              Thread thread = new Thread(work, "lane-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void start(Supplier<BatchOutcome> sending) {
    threads.execute(() -> ended.add(sending.get()));
  }

  @Override
  public @Nullable BatchOutcome poll() {
    return ended.poll();
  }

  @Override
  public @Nullable BatchOutcome poll(Duration atMost) throws InterruptedException {
    return ended.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
