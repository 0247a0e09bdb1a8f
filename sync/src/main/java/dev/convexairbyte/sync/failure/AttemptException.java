package dev.convexairbyte.sync.failure;

import dev.convexairbyte.cdk.message.FailureType;

/** Ends an attempt: a connector broke a rule that the platform insists on. */
public final class AttemptException extends RuntimeException {

  private final Party party;
  private final FailureType type;
  private final String sentence;

  private AttemptException(Party party, FailureType type, String sentence) {
    super(sentence);
    this.party = party;
    this.type = type;
    this.sentence = sentence;
  }

  /** Neither the operator nor time will cure it. */
  public static AttemptException system(Party party, String sentence) {
    return new AttemptException(party, FailureType.SYSTEM_ERROR, sentence);
  }

  /** The operator has to change something. */
  public static AttemptException config(Party party, String sentence) {
    return new AttemptException(party, FailureType.CONFIG_ERROR, sentence);
  }

  public Party party() {
    return party;
  }

  public FailureType type() {
    return type;
  }

  public String sentence() {
    return sentence;
  }
}
