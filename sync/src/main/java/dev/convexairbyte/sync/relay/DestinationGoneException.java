package dev.convexairbyte.sync.relay;

/** The destination takes no more: it has ended, and will have said why. */
final class DestinationGoneException extends RuntimeException {

  DestinationGoneException(Throwable cause) {
    super("The destination takes no more", cause);
  }
}
