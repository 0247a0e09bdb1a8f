package dev.convexairbyte.cdk.runner;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.log.StackTrace;
import dev.convexairbyte.cdk.message.AirbyteErrorTraceMessage;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.secret.SecretMask;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Turns the first failure of a run into its one TRACE ERROR; later ones are its consequences. */
final class FailureReporter {

  private static final String UNEXPECTED =
      "Tried to run the connector but failed because of an unexpected error inside it; report it"
          + " with the log of this run.";
  private static final String OUT_OF_MEMORY =
      "Tried to run the connector but failed because its memory was used up; give it a larger"
          + " heap.";
  private static final String OUTPUT_FAILED =
      "Tried to write to standard output but failed because it takes no more: its reader is gone or"
          + " its disk is full; look for the reason there.";

  private final StdoutMessageWriter writer;
  private final PrintStream errors;
  private final SecretMask mask;
  private final InstantSource clock;
  private final AtomicBoolean reported = new AtomicBoolean();

  FailureReporter(
      StdoutMessageWriter writer, PrintStream errors, SecretMask mask, InstantSource clock) {
    this.writer = writer;
    this.errors = errors;
    this.mask = mask;
    this.clock = clock;
  }

  /**
   * Reports the failure, from whichever thread, and answers the exit code. The sentence also goes
   * to standard error: a person whose pipe takes standard output would not see it otherwise.
   */
  int report(Throwable failure) {
    if (!reported.compareAndSet(false, true)) {
      return exitCode();
    }
    AirbyteErrorTraceMessage error = errorOf(failure);
    try {
      writer.write(AirbyteMessage.of(AirbyteTraceMessage.of(clock.millis(), error)));
      writer.flush();
      errors.println(mask.mask(error.message()));
    } catch (UncheckedIOException e) {
      errors.println(OUTPUT_FAILED);
    }
    return exitCode();
  }

  /** 1 once something was reported, also when the run itself went on to its end. */
  int exitCode() {
    return reported.get() ? 1 : 0;
  }

  /** What the connector said about a failure, however deep other exceptions wrap it. */
  static Optional<ConnectorException> explanation(Throwable failure) {
    for (Throwable link = failure; link != null; link = link.getCause()) {
      if (link instanceof ConnectorException explained) {
        return Optional.of(explained);
      }
    }
    return Optional.empty();
  }

  private static AirbyteErrorTraceMessage errorOf(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      // Short, because there may be no memory for more.
      return error(OUT_OF_MEMORY, failure.toString(), null, FailureType.SYSTEM_ERROR);
    }
    return explanation(failure)
        .map(FailureReporter::explainedError)
        .orElseGet(
            () ->
                error(
                    UNEXPECTED,
                    failure.toString(),
                    StackTrace.of(failure),
                    FailureType.SYSTEM_ERROR));
  }

  /** No stack trace where the sentence says all there is to know: only our own faults need one. */
  private static AirbyteErrorTraceMessage explainedError(ConnectorException failure) {
    boolean ours = failure.failureType() == FailureType.SYSTEM_ERROR;
    Throwable cause = failure.getCause();
    return error(
        failure.sentence(),
        cause == null ? null : rootOf(cause).toString(),
        ours ? StackTrace.of(failure) : null,
        failure.failureType());
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static AirbyteErrorTraceMessage error(
      String message,
      @Nullable String internalMessage,
      @Nullable String stackTrace,
      FailureType type) {
    return new AirbyteErrorTraceMessage(message, internalMessage, stackTrace, type, null);
  }
}
