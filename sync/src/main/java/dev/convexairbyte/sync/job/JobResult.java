package dev.convexairbyte.sync.job;

import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.relay.StreamTally;
import java.util.List;
import java.util.Optional;

/**
 * How a job ended.
 *
 * @param failure of the last attempt; empty where it did not fail
 * @param isStopped whether somebody ended it before its time
 * @param attempts how many there were
 */
public record JobResult(
    Optional<Failure> failure, boolean isStopped, int attempts, List<StreamTally> streams) {

  public boolean isSuccess() {
    return failure.isEmpty() && !isStopped;
  }
}
