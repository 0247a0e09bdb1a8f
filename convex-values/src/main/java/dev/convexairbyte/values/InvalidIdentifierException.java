package dev.convexairbyte.values;

/** A name from which the backend can make no table or field name. */
public final class InvalidIdentifierException extends RuntimeException {

  private final String name;

  public InvalidIdentifierException(String name, String message) {
    super(message);
    this.name = name;
  }

  /** The name, which may be data of a user and is not in the message. */
  public String name() {
    return name;
  }
}
