package dev.convexairbyte.values;

/** A name from which the backend can make no table or field name. */
public final class InvalidIdentifierException extends RuntimeException {

  public InvalidIdentifierException(String message) {
    super(message);
  }
}
