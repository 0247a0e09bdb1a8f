package dev.convexairbyte.client;

import dev.convexairbyte.client.ConvexException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a request again while its failure may pass: back-off with full jitter within a budget. Safe
 * for use by several threads if its random generator is.
 */
public final class Retries {

  /**
   * A 500 may be a mistake of the caller that the backend does not name, so it is not asked often
   * (get-convex/convex-backend, crates/errors/src/lib.rs: an error without metadata).
   */
  private static final int INTERNAL_ERROR = 500;

  private static final int ATTEMPTS_AT_INTERNAL_ERROR = 3;

  private static final WaitListener NOBODY = (failure, wait) -> {};

  private final Backoff backoff;
  private final RandomGenerator random;
  private final Sleeper sleeper;
  private final LongSupplier nanoClock;
  private final Logger log;
  private final WaitListener listener;

  /**
   * @param nanoClock as {@link System#nanoTime()}
   */
  public Retries(Backoff backoff, RandomGenerator random, Sleeper sleeper, LongSupplier nanoClock) {
    this(backoff, random, sleeper, nanoClock, LoggerFactory.getLogger(Retries.class), NOBODY);
  }

  Retries(
      Backoff backoff,
      RandomGenerator random,
      Sleeper sleeper,
      LongSupplier nanoClock,
      Logger log,
      WaitListener listener) {
    this.backoff = backoff;
    this.random = random;
    this.sleeper = sleeper;
    this.nanoClock = nanoClock;
    this.log = log;
    this.listener = listener;
  }

  /** The same, and the listener is told before every wait. */
  public Retries tellingOf(WaitListener listener) {
    return new Retries(backoff, random, sleeper, nanoClock, log, listener);
  }

  /**
   * Six attempts within five minutes, waiting up to 1 s, 2 s, 4 s, 8 s and 16 s. The minutes count
   * from the first failure: a page that timed out after five is to be asked for again, because the
   * backend goes on where it stopped.
   */
  public static Retries standard() {
    return onSystemClock(
        new Backoff(6, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), Duration.ofMinutes(5)));
  }

  /** One attempt. */
  public static Retries none() {
    return onSystemClock(new Backoff(1, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO));
  }

  private static Retries onSystemClock(Backoff backoff) {
    return new Retries(
        backoff, new Random(), wait -> Thread.sleep(wait.toMillis()), System::nanoTime);
  }

  /** As {@link #call(Supplier)}, for a request without a result. */
  public void run(Runnable request) {
    call(
        () -> {
          request.run();
          return this;
        });
  }

  /**
   * Runs the request until it succeeds, is refused, or attempts or budget are used up.
   *
   * @throws ConvexException the last failure; its sentence counts the attempts if they were used up
   */
  public <T> T call(Supplier<T> request) {
    long firstFailure = 0;
    int internalErrors = 0;
    Optional<ConvexException> previous = Optional.empty();
    boolean persistent = true;
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (ConvexException failure) {
        if (failure.kind() != Kind.PASSING) {
          throw failure;
        }
        firstFailure = attempt == 1 ? nanoClock.getAsLong() : firstFailure;
        persistent &= previous.map(failure::isLike).orElse(true);
        previous = Optional.of(failure);
        internalErrors += failure.status() == INTERNAL_ERROR ? 1 : 0;
        Duration wait = waitAfter(failure, attempt);
        boolean isLast =
            attempt >= backoff.attempts()
                || internalErrors >= ATTEMPTS_AT_INTERNAL_ERROR
                || elapsedSince(firstFailure).plus(wait).compareTo(backoff.budget()) > 0;
        if (isLast || !slept(failure, wait, attempt)) {
          throw attempt == 1 ? failure : failure.after(attempt, persistent);
        }
      }
    }
  }

  private Duration waitAfter(ConvexException failure, int failures) {
    long ceiling = backoff.ceiling(failures).toNanos();
    Duration jittered = Duration.ofNanos(random.nextLong(ceiling + 1));
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    return asked.compareTo(jittered) > 0 ? asked : jittered;
  }

  private Duration elapsedSince(long start) {
    return Duration.ofNanos(nanoClock.getAsLong() - start);
  }

  private boolean slept(ConvexException failure, Duration wait, int attempt) {
    log.warn(
        "{} Trying again in {} ms (attempt {} of {}).",
        failure.getMessage(),
        wait.toMillis(),
        attempt + 1,
        backoff.attempts());
    listener.waiting(failure, wait);
    try {
      sleeper.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
