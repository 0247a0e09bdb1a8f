package dev.convexairbyte.sync.relay;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.sync.failure.AttemptException;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.LastWords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Why an attempt failed, where no connector says it. */
final class Reasons {

  /** Who is ended by a signal has this and the signal's number for an exit code. */
  private static final int SIGNALLED = 128;

  private static final int LAST_SIGNAL = 64;

  private final InstantSource clock;

  Reasons(InstantSource clock) {
    this.clock = clock;
  }

  /** A program has ended with another code than 0. */
  Failure exit(Party party, int exitCode, List<String> lastWords) {
    String end =
        exitCode > SIGNALLED && exitCode <= SIGNALLED + LAST_SIGNAL
            ? "was killed by signal %d".formatted(exitCode - SIGNALLED)
            : "ended with exit code %d".formatted(exitCode);
    return failure(
        party,
        FailureType.SYSTEM_ERROR,
        "The %s %s and did not say why. What it printed last:%s"
            .formatted(party.word(), end, LastWords.of(lastWords)));
  }

  /** The destination has ended with 0 and cannot have had everything. */
  Failure leftEarly() {
    return failure(
        Party.DESTINATION,
        FailureType.SYSTEM_ERROR,
        "The destination ended before it had been given everything, and did not say why.");
  }

  /** One has kept the other waiting for too long. */
  Failure silence(Party party, Patience patience) {
    String sentence =
        party == Party.SOURCE
            ? "Tried to read the source but failed because it has sent neither a record nor a state for %s; look into its log, or allow it more with --source-timeout."
                .formatted(words(patience.source()))
            : "Tried to write to the destination but failed because it has taken no input, or not ended, for %s; look into its log, or allow it more with --destination-timeout."
                .formatted(words(patience.destination()));
    return failure(party, FailureType.TRANSIENT_ERROR, sentence);
  }

  /** As the options take it: {@code 3h}, {@code 1m30s}. */
  private static String words(Duration time) {
    return time.toString().replace("PT", "").toLowerCase(Locale.ROOT);
  }

  /** What we did came to nothing. */
  Failure exception(Throwable e) {
    if (e instanceof AttemptException broken) {
      return failure(broken.party(), broken.type(), broken.sentence());
    }
    if (e instanceof ConnectorException explained) {
      return failure(Party.PLATFORM, explained.failureType(), explained.sentence());
    }
    return failure(
        Party.PLATFORM,
        FailureType.SYSTEM_ERROR,
        "Tried to run the sync but failed because of an unexpected %s; run it with --verbose and report it."
            .formatted(e.getClass().getSimpleName()));
  }

  private Failure failure(Party party, FailureType type, String sentence) {
    return new Failure(party, type, sentence, clock.instant());
  }
}
