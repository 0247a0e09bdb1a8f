package dev.convexairbyte.stub.functions;

/** A checked exception of a function, on its way through those that called it. */
final class FunctionFailedException extends RuntimeException {

  private final Exception thrown;

  FunctionFailedException(Exception thrown) {
    super(thrown.getMessage(), thrown);
    this.thrown = thrown;
  }

  Exception thrown() {
    return thrown;
  }
}
