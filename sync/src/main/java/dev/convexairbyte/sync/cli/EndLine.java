package dev.convexairbyte.sync.cli;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.job.JobResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What --json prints: one line that says how it ended, also where no job was begun. */
final class EndLine {

  private final Invocation invocation;
  private final boolean isWanted;
  private final long start;

  EndLine(Invocation invocation, boolean isWanted) {
    this.invocation = invocation;
    this.isWanted = isWanted;
    this.start = invocation.surroundings().nanos().getAsLong();
  }

  /** A job has ended. */
  void print(Summary summary) {
    if (isWanted) {
      invocation.out().println(invocation.secrets().masked(summary.json()));
      invocation.out().flush();
    }
  }

  /** Another sync is in the way. */
  void printBusy(String sentence) {
    printFailed(FailureType.TRANSIENT_ERROR, sentence);
  }

  /** Something went wrong before the job; after a signal that is only its consequence. */
  void printFailed(ConnectorException e) {
    if (invocation.stopSignal().isGiven()) {
      printStopped();
    } else {
      printFailed(e.failureType(), e.sentence());
    }
  }

  /** A signal came before the job. */
  void printStopped() {
    printWithoutJob(Optional.empty(), true);
  }

  private void printFailed(FailureType type, String sentence) {
    Failure failure =
        new Failure(Party.PLATFORM, type, sentence, invocation.surroundings().clock().instant());
    printWithoutJob(Optional.of(failure), false);
  }

  private void printWithoutJob(Optional<Failure> failure, boolean isStopped) {
    Duration time = Duration.ofNanos(invocation.surroundings().nanos().getAsLong() - start);
    print(new Summary(new JobResult(failure, isStopped, 0, List.of()), time));
  }
}
