package dev.convexairbyte.sync.relay;

import dev.convexairbyte.sync.failure.Failure;
import java.util.Optional;

/**
 * How an attempt ended.
 *
 * @param failure why it failed; empty where it did not, and where it was stopped
 * @param hasProgress whether a state was saved, so that the next attempt has less to do
 */
public record Outcome(Optional<Failure> failure, boolean isStopped, boolean hasProgress) {

  public boolean isSuccess() {
    return failure.isEmpty() && !isStopped;
  }
}
