package dev.convexairbyte.sync.cli;

/**
 * Something on the command line that the user can put right; its message is the sentence for them.
 */
final class UsageException extends RuntimeException {

  UsageException(String message) {
    super(message);
  }
}
