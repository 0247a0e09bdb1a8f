package dev.convexairbyte.stub.registration;

/** An application registers what cannot be; the message is a sentence for who wrote it. */
public final class RegistrationException extends IllegalArgumentException {

  public RegistrationException(String message) {
    super(message);
  }

  /** The message. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
