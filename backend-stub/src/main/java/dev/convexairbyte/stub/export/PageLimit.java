package dev.convexairbyte.stub.export;

import java.time.Clock;
import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * Where a page of a snapshot ends before its table does.
 *
 * @param rows the most rows of a page, at least 1
 * @param time how long rows are produced; only looked at after a row, so that every page has one
 */
public record PageLimit(int rows, Duration time, Clock clock) {

  /** Starts the time of a page; the predicate takes the rows that the page has. */
  IntPredicate start() {
    long started = clock.millis();
    long longest = time.toMillis();
    return count -> count >= rows || clock.millis() - started >= longest;
  }
}
