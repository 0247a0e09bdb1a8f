package dev.convexairbyte.client;

/** An answer is JSON, but not what its endpoint answers. */
final class UnexpectedAnswerException extends RuntimeException {

  /**
   * @param reason a clause that names fields, never values: "its cursor is missing"
   */
  UnexpectedAnswerException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
