package dev.convexairbyte.stub.functions;

/** A function was given, or returned, what its validators do not take. */
final class FunctionValidationException extends IllegalArgumentException {

  FunctionValidationException(String message) {
    super(message);
  }
}
