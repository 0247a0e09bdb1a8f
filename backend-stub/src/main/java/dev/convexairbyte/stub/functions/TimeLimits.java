package dev.convexairbyte.stub.functions;

import java.time.Duration;

/**
 * How long things may take, by the machine's clock.
 *
 * @param transaction a query or a mutation, with those that it runs
 * @param action an action, with those that it runs
 * @param turn how long a mutation waits for those before it
 */
public record TimeLimits(Duration transaction, Duration action, Duration turn) {

  /**
   * What a query or a mutation may take with get-convex/convex-backend, crates/common/src/knobs.rs:
   * a second for itself and 15 for what it waits for, which are not told apart here.
   */
  public static final Duration TRANSACTION = Duration.ofSeconds(16);

  private static final Duration ACTION = Duration.ofMinutes(10);
  private static final Duration TURN = Duration.ofSeconds(1);

  /**
   * Those of a deployment.
   *
   * @param request what a request may take, and so the action that it is for
   */
  public static TimeLimits of(Duration transaction, Duration request) {
    return new TimeLimits(transaction, request.compareTo(ACTION) < 0 ? request : ACTION, TURN);
  }
}
