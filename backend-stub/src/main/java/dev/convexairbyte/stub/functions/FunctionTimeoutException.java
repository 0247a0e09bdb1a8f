package dev.convexairbyte.stub.functions;

import java.time.Duration;

/** A function has not returned in its time; whatever it does from now on has no effect. */
final class FunctionTimeoutException extends RuntimeException {

  FunctionTimeoutException(Duration limit) {
    super(
        "The function did not return within %s seconds and was given up; have it do less."
            .formatted(seconds(limit)));
  }

  private static String seconds(Duration limit) {
    return limit.toMillisPart() == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1e3);
  }
}
