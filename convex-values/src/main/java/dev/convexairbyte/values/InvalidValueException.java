package dev.convexairbyte.values;

/** JSON that is no Convex value. */
public final class InvalidValueException extends RuntimeException {

  /** What is wrong with it; each constant of a limit is the backend's error of that name. */
  public enum Problem {
    TOO_MANY_FIELDS("an object has more than 1024 fields; use fewer fields"),
    TOO_MANY_ITEMS("an array has more than 8192 items; use shorter arrays"),
    TOO_NESTED("arrays and objects are nested more than 64 deep; flatten it"),
    TOO_LARGE("it is larger than 32 MiB; make it smaller"),
    INVALID_FIELD_NAME(
        "a field name starts with $, is longer than 1024 characters or is not printable ASCII; rename the field"),
    NUMBER_OUT_OF_RANGE("a number does not fit into 64-bit floating point; use a smaller number"),
    MALFORMED_ENCODING(
        "a $integer, $float or $bytes object does not hold what its name says; encode it again");

    private final String reason;

    Problem(String reason) {
      this.reason = reason;
    }
  }

  private final Problem problem;

  public InvalidValueException(Problem problem) {
    super("Tried to read a Convex value but failed because " + problem.reason + ".");
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
