package dev.convexairbyte.stub;

/** A stub that could not start; its message is a sentence for the one who started it. */
public final class StubStartException extends RuntimeException {

  public StubStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
