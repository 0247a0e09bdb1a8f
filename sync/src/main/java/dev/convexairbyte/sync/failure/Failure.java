package dev.convexairbyte.sync.failure;

import dev.convexairbyte.cdk.message.FailureType;
import java.time.Instant;

/**
 * A reason why an attempt failed.
 *
 * @param sentence for the person who reads it, whole and without a secret that we know
 * @param at when it happened, by the clock of whoever reports it
 */
public record Failure(Party party, FailureType type, String sentence, Instant at) {

  /** The platform keeps no more of a message (airbytehq/airbyte-platform, FailureHelper). */
  private static final int LONGEST_SENTENCE = 50_000;

  public Failure {
    sentence = sentence.substring(0, Math.min(LONGEST_SENTENCE, sentence.length()));
  }
}
