package dev.convexairbyte.stub.authentication;

/** A configuration of auth providers that cannot be. */
public final class InvalidAuthConfigException extends IllegalArgumentException {

  private final String reason;

  InvalidAuthConfigException(String reason) {
    super(
        "Tried to read the auth config but failed because %s; correct it or leave it out."
            .formatted(reason));
    this.reason = reason;
  }

  /** What is wrong and where, as part of a sentence. */
  public String reason() {
    return reason;
  }
}
