package dev.convexairbyte.stub.functions;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs functions on threads of its own, so that nobody has to wait for one that does not return.
 * Java cannot end such a function: it is interrupted, and its thread lasts for as long as it does.
 */
public final class FunctionThreads implements AutoCloseable {

  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          FunctionThreads::daemon);

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "convex-stub-function");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits for what the work gives. Where it is not waited for to its end, the run is over.
   *
   * @throws FunctionFailedException with what the work throws
   * @throws FunctionTimeoutException after so long
   * @throws InterruptedException where the caller is interrupted
   */
  <T> T call(Run run, Duration limit, Callable<T> work) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    threads.execute(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new FunctionTimeoutException(limit);
    } catch (ExecutionException e) {
      throw FunctionFailedException.of(Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      if (task.cancel(true)) {
        run.end();
      }
    }
  }

  /** Interrupts what runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
