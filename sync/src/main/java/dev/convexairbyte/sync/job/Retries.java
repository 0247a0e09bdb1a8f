package dev.convexairbyte.sync.job;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a job is tried, and how long is waited in between: as the platform by default does
 * (airbytehq/airbyte-platform, RetryManager). An attempt that saved a state has failed in part
 * only, and is followed by another at once.
 */
final class Retries {

  private static final int MOST_IN_A_ROW = 5;
  private static final int MOST = 10;
  private static final int MOST_PARTIAL = 20;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final int GROWTH = 3;

  private final int mostAttempts;
  private int attempts;
  private int inARow;
  private int complete;
  private int partial;

  /**
   * @param mostAttempts of whatever kind
   */
  Retries(int mostAttempts) {
    this.mostAttempts = mostAttempts;
  }

  /** An attempt has failed: how long to wait for the next; empty to give up. */
  Optional<Duration> afterFailure(boolean hasProgress) {
    attempts++;
    if (hasProgress) {
      inARow = 0;
      partial++;
    } else {
      inARow++;
      complete++;
    }
    if (attempts >= mostAttempts
        || inARow >= MOST_IN_A_ROW
        || complete >= MOST
        || partial >= MOST_PARTIAL) {
      return Optional.empty();
    }
    Duration wait = FIRST_WAIT.multipliedBy((long) Math.pow(GROWTH, inARow - 1.0));
    return Optional.of(hasProgress ? Duration.ZERO : wait);
  }
}
