package dev.convexairbyte.values;

/** Bytes that are not JSON, or not such as the backend reads; the message never quotes them. */
public final class InvalidJsonException extends RuntimeException {

  public InvalidJsonException(String message) {
    super(message);
  }
}
