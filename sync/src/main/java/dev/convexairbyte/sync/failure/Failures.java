package dev.convexairbyte.sync.failure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The reasons why one attempt failed, from whichever thread they come. What a connector reports is
 * no failure by itself: the platform goes by exit codes and its own rules. But of all reasons the
 * earliest is the one to tell, since most others are its consequences.
 */
public final class Failures {

  private final List<Failure> reasons = new ArrayList<>();
  private boolean hasFailed;

  /** A connector says that something went wrong. */
  public synchronized void report(Failure failure) {
    reasons.add(failure);
  }

  /** The attempt has failed. */
  public synchronized void fail(Failure failure) {
    reasons.add(failure);
    hasFailed = true;
  }

  /** The attempt has failed, for the reason that this one has reported; for that one if not. */
  public synchronized void failAsReported(Party party, Failure otherwise) {
    if (reasons.stream().noneMatch(failure -> failure.party() == party)) {
      reasons.add(otherwise);
    }
    hasFailed = true;
  }

  public synchronized boolean hasFailed() {
    return hasFailed;
  }

  /** The earliest reason; of two of one moment the one that was heard of first. */
  public synchronized Optional<Failure> earliest() {
    return reasons.stream().min(Comparator.comparing(Failure::at));
  }
}
