package dev.convexairbyte.cdk.runner;

import java.time.Duration;

/**
 * The one message that a spec, a check or a discover is run for. Who has read it may end the
 * process at once, as PyAirbyte does (airbyte/_executors/base.py of airbytehq/PyAirbyte), and would
 * take any exit code but 0 for a failure: so a signal that comes when the answer is known waits for
 * the process to end by itself.
 */
final class Answer {

  /** Only a reader that does not read holds an answer up; then the signal wins. */
  private static final Duration MOST = Duration.ofSeconds(8);

  private volatile boolean isBegun;

  /** It is known; what is left is to print it. */
  void begun() {
    isBegun = true;
  }

  /** Ends the process if an answer is out, also while a signal is ending it. */
  void endProcess(int exitCode) {
    if (isBegun) {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  /** Waits for the end of the process if there is an answer: called by the signal. */
  void await() {
    if (!isBegun) {
      return;
    }
    try {
      Thread.sleep(MOST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
