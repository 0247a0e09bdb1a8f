package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.client.ConvexException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class RetriesTest {

  private static final Backoff BACKOFF =
      new Backoff(6, Duration.ofSeconds(1), 2, Duration.ofSeconds(5), Duration.ofSeconds(60));

  /** Draws the longest wait that the jitter allows. */
  private static final RandomGenerator LONGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new AssertionError("A wait has a bound.");
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final List<Duration> waits = new ArrayList<>();
  private final RecordingLogger log = new RecordingLogger();
  private long now = 1_000;

  private void sleep(Duration wait) {
    waits.add(wait);
    now += wait.toNanos();
  }

  private Retries retries(Backoff backoff) {
    return new Retries(backoff, LONGEST, this::sleep, () -> now, log, (failure, wait) -> {});
  }

  private static ConvexException failure(Kind kind, int status) {
    return failure(kind, status, null);
  }

  private static ConvexException failure(Kind kind, int status, @Nullable Duration retryAfter) {
    return ConvexException.answered(
        "clear the table users",
        new Failure(kind, "it is busy", "run the sync again"),
        status,
        "SomeCode",
        retryAfter);
  }

  /** Fails as told, then succeeds; every call counts. */
  private static final class Script implements Supplier<String> {
    private final List<ConvexException> failures;
    private int calls;

    Script(ConvexException... failures) {
      this.failures = List.of(failures);
    }

    @Override
    public String get() {
      calls++;
      if (calls <= failures.size()) {
        throw failures.get(calls - 1);
      }
      return "done";
    }
  }

  private static Script always(ConvexException failure) {
    ConvexException[] failures = new ConvexException[100];
    Arrays.fill(failures, failure);
    return new Script(failures);
  }

  @Test
  void repeatsWhatMayPassUntilItSucceeds() {
    Script script = new Script(failure(Kind.PASSING, 503), failure(Kind.PASSING, 0));

    assertThat(retries(BACKOFF).call(script)).isEqualTo("done");
    assertThat(script.calls).isEqualTo(3);
    assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void neverRepeatsWhatIsRefusedOrUnexpected() {
    for (Kind kind : List.of(Kind.REFUSED, Kind.UNEXPECTED)) {
      ConvexException failure = failure(kind, 403);
      Script script = new Script(failure);

      assertThatThrownBy(() -> retries(BACKOFF).call(script)).isSameAs(failure);
      assertThat(script.calls).isEqualTo(1);
    }
    assertThat(waits).isEmpty();
  }

  @Test
  void neverRepeatsWhatOthersThrow() {
    IllegalStateException ours = new IllegalStateException("ours");
    AtomicInteger calls = new AtomicInteger();

    assertThatThrownBy(
            () ->
                retries(BACKOFF)
                    .run(
                        () -> {
                          calls.incrementAndGet();
                          throw ours;
                        }))
        .isSameAs(ours);
    assertThat(calls).hasValue(1);
  }

  @Test
  void stopsAtARefusalOnTheWay() {
    ConvexException refused = failure(Kind.REFUSED, 403);
    Script script = new Script(failure(Kind.PASSING, 503), refused);

    assertThatThrownBy(() -> retries(BACKOFF).call(script)).isSameAs(refused);
    assertThat(script.calls).isEqualTo(2);
  }

  @Test
  void tellsTheAttemptsWhenTheyAreUsedUp() {
    Script script = always(failure(Kind.PASSING, 503, Duration.ofSeconds(1)));

    ConvexException last = ConvexFailures.failureOf(() -> retries(BACKOFF).call(script));

    assertThat(script.calls).isEqualTo(6);
    assertThat(waits)
        .extracting(Duration::toSeconds)
        .as("doubling up to the cap")
        .containsExactly(1L, 2L, 4L, 5L, 5L);
    assertThat(last)
        .hasMessage(
            "Tried to clear the table users but failed after 6 attempts because it is busy; run the sync again.");
    assertThat(last.kind()).isEqualTo(Kind.PASSING);
    assertThat(last.status()).isEqualTo(503);
    assertThat(last.code()).isEqualTo("SomeCode");
    assertThat(last.retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void repeatsAnInternalErrorOnlyTwice() {
    Script script = always(failure(Kind.PASSING, 500));

    ConvexException last = ConvexFailures.failureOf(() -> retries(BACKOFF).call(script));

    assertThat(script.calls).isEqualTo(3);
    assertThat(last).hasMessageContaining("after 3 attempts");
  }

  @Test
  void countsInternalErrorsApartFromOtherFailures() {
    Script script =
        new Script(
            failure(Kind.PASSING, 503),
            failure(Kind.PASSING, 500),
            failure(Kind.PASSING, 503),
            failure(Kind.PASSING, 500));

    assertThat(retries(BACKOFF).call(script)).isEqualTo("done");
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    Script script =
        new Script(
            failure(Kind.PASSING, 429, Duration.ofSeconds(20)),
            failure(Kind.PASSING, 429, Duration.ofMillis(1)));

    retries(BACKOFF).call(script);

    assertThat(waits).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(2));
  }

  @Test
  void givesUpAtOnceWhenAskedToWaitLongerThanTheBudget() {
    ConvexException failure = failure(Kind.PASSING, 429, Duration.ofSeconds(61));

    assertThatThrownBy(() -> retries(BACKOFF).call(always(failure))).isSameAs(failure);
    assertThat(waits).isEmpty();
  }

  @Test
  void countsTheTimeOfTheRequestsAgainstTheBudget() {
    Script failing = always(failure(Kind.PASSING, 503));

    ConvexException last =
        ConvexFailures.failureOf(
            () -> retries(BACKOFF).call(taking(Duration.ofSeconds(29), failing)));

    assertThat(failing.calls).as("1 s + 29 s + 2 s + 29 s leave no time").isEqualTo(3);
    assertThat(last).hasMessageContaining("after 3 attempts");
  }

  @Test
  void repeatsARequestThatTookLongerThanTheBudgetToFail() {
    Script script = new Script(failure(Kind.PASSING, 408));

    assertThat(retries(BACKOFF).call(taking(Duration.ofMinutes(5), script))).isEqualTo("done");
    assertThat(script.calls).isEqualTo(2);
  }

  private Supplier<String> taking(Duration duration, Script script) {
    return () -> {
      now += duration.toNanos();
      return script.get();
    };
  }

  @Test
  void everyWaitIsWithinTheJitter() {
    long seed = System.nanoTime();
    Retries retries = new Retries(BACKOFF, new Random(seed), this::sleep, () -> now);

    ConvexFailures.failureOf(() -> retries.call(always(failure(Kind.PASSING, 503))));

    assertThat(waits).as("seed %d", seed).hasSize(5);
    for (int i = 0; i < waits.size(); i++) {
      assertThat(waits.get(i)).as("seed %d", seed).isBetween(Duration.ZERO, BACKOFF.ceiling(i + 1));
    }
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    ConvexException failure = failure(Kind.PASSING, 503);
    Retries retries =
        new Retries(
            BACKOFF,
            LONGEST,
            wait -> {
              throw new InterruptedException();
            },
            () -> now);

    assertThatThrownBy(() -> retries.call(always(failure))).isSameAs(failure);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void warnsOnceARetryWithoutAStackTrace() {
    retries(BACKOFF).call(new Script(failure(Kind.PASSING, 503)));

    assertThat(log.lines)
        .containsExactly(
            "WARN Tried to clear the table users but failed because it is busy; run the sync again."
                + " Trying again in 1000 ms (attempt 2 of 6).");
  }

  @Test
  void tellsItsListenerBeforeEveryWait() {
    List<String> told = new ArrayList<>();
    Script script = new Script(failure(Kind.PASSING, 429), failure(Kind.PASSING, 503));

    retries(BACKOFF)
        .tellingOf(
            (failure, wait) ->
                told.add(failure.status() + " " + wait + " after " + waits.size() + " waits"))
        .call(script);

    assertThat(told).containsExactly("429 PT1S after 0 waits", "503 PT2S after 1 waits");
  }

  @Test
  void theSameAnswerAtEveryAttemptIsPersistentAndOneOtherMakesItNot() {
    ConvexException same = internalError(503);
    Script always = always(same);
    Script once = new Script(same);
    Script interrupted = new Script(same, failure(Kind.PASSING, 502), same, same, same, same);
    Script withoutCode = new Script(failure(Kind.PASSING, 0), same, same, same, same, same);

    assertThat(ConvexFailures.failureOf(() -> retries(BACKOFF).call(always)).placeProblem())
        .isEqualTo(PlaceProblem.PERHAPS_EXPIRED);
    assertThat(ConvexFailures.failureOf(() -> Retries.none().call(once)).placeProblem())
        .as("one attempt proves nothing")
        .isEqualTo(PlaceProblem.NONE);
    assertThat(ConvexFailures.failureOf(() -> retries(BACKOFF).call(interrupted)).placeProblem())
        .isEqualTo(PlaceProblem.NONE);
    assertThat(ConvexFailures.failureOf(() -> retries(BACKOFF).call(withoutCode)).placeProblem())
        .isEqualTo(PlaceProblem.NONE);
  }

  private static ConvexException internalError(int status) {
    return ConvexException.answered(
        "read a page",
        new Failure(Kind.PASSING, "it does not say", "run the sync again"),
        status,
        "InternalServerError",
        null);
  }

  @Test
  void noneTriesOnce() {
    ConvexException failure = failure(Kind.PASSING, 503);
    Script script = always(failure);

    assertThatThrownBy(() -> Retries.none().call(script)).isSameAs(failure);
    assertThat(script.calls).isEqualTo(1);
  }

  @Test
  void standardAsksOnceWhenAllIsWell() {
    AtomicInteger calls = new AtomicInteger();

    Retries.standard().run(calls::incrementAndGet);

    assertThat(calls).hasValue(1);
  }

  @Test
  void aBackoffNeedsAnAttemptAndWaitsThatDoNotShrink() {
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new Backoff(0, second, 2, second, second))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(1, second, 0.5, second, second))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(BACKOFF.ceiling(1_000_000)).isEqualTo(Duration.ofSeconds(5));
  }

  private static final class RecordingLogger extends LegacyAbstractLogger {
    private final List<String> lines = new ArrayList<>();

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
      assertThat(thrown).as("a stack trace").isNull();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
