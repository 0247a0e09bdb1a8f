package dev.convexairbyte.stub.faults;

import dev.convexairbyte.stub.faults.FaultTiming.Chance;
import dev.convexairbyte.stub.faults.FaultTiming.Next;
import dev.convexairbyte.stub.faults.FaultTiming.Nth;
import java.util.Random;

/** A rule and the requests that it has seen. */
final class ActiveRule {

  private final FaultRule rule;
  private final Random random;
  private int used;
  private int held;

  ActiveRule(FaultRule rule) {
    this.rule = rule;
    this.random = new Random(rule.timing() instanceof Chance chance ? chance.seed() : 0);
  }

  FaultRule rule() {
    return rule;
  }

  /**
   * Shows the rule a request and tells whether it strikes. A count is not used up on a request that
   * fails already; calls and chances go by.
   */
  boolean strikes(boolean free) {
    if (rule.timing() instanceof Next) {
      boolean strikes = free && isLeft();
      used += strikes ? 1 : 0;
      return strikes;
    }
    if (rule.timing() instanceof Nth nth) {
      used++;
      return used == nth.call();
    }
    return rule.timing() instanceof Chance chance && random.nextDouble() < chance.probability();
  }

  /** Keeps the rule until the request that it has struck is settled. */
  void hold() {
    held++;
  }

  /** Chances that came to nothing are not drawn again. */
  void settle(boolean cameToNothing) {
    held--;
    if (!cameToNothing) {
      return;
    }
    if (rule.timing() instanceof Next) {
      used--;
    }
    if (rule.timing() instanceof Nth nth) {
      used = nth.call() - 1;
    }
  }

  boolean isSpent() {
    return !isLeft() && held == 0;
  }

  boolean isLeft() {
    return left() > 0;
  }

  private int left() {
    if (rule.timing() instanceof Next next) {
      return next.count() - used;
    }
    return rule.timing() instanceof Nth nth ? nth.call() - used : 1;
  }

  /** The rule as it would have to be added now. */
  FaultRule rest() {
    if (rule.timing() instanceof Next) {
      return rule.times(left());
    }
    return rule.timing() instanceof Nth ? rule.onCall(left()) : rule;
  }
}
