package dev.convexairbyte.stub.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The faults to come. Each request is shown to every rule for its path, in the order in which they
 * were added, and the first that strikes decides. Safe for use by several threads.
 */
public final class Faults {

  private final List<ActiveRule> rules = new ArrayList<>();

  /** Makes the next request to the path fail that has no fault coming yet. */
  public void next(Fault fault, String path) {
    times(fault, path, 1);
  }

  /**
   * Makes so many requests to the path fail, after those that are to fail already.
   *
   * @param path without host and query, like {@code /api/list_snapshot}; {@code *} for all below
   *     {@code /api/} but preflights
   */
  public void times(Fault fault, String path, int count) {
    add(FaultRule.of(fault, path).times(count));
  }

  public synchronized void add(FaultRule rule) {
    rules.add(new ActiveRule(rule));
  }

  /** Puts these in the place of all rules. */
  public synchronized void replace(List<FaultRule> all) {
    clear();
    all.forEach(this::add);
  }

  public synchronized void clear() {
    rules.clear();
  }

  /** The rules that can still strike, with what is left of them. */
  public synchronized List<FaultRule> rules() {
    return rules.stream().filter(ActiveRule::isLeft).map(ActiveRule::rest).toList();
  }

  /**
   * The strike for a request to the path; to be called once a request, and to be settled once it is
   * known whether it had an effect.
   *
   * @param named whether only a rule that names the path may strike
   */
  public synchronized Optional<Strike> take(String path, boolean named) {
    Optional<ActiveRule> struck = Optional.empty();
    for (ActiveRule rule : rules) {
      if (rule.rule().isFor(path, named) && rule.strikes(struck.isEmpty()) && struck.isEmpty()) {
        rule.hold();
        struck = Optional.of(rule);
      }
    }
    rules.removeIf(ActiveRule::isSpent);
    return struck.map(Strike::new);
  }

  /** Ends a strike; one that came to nothing leaves its rule as if the request had not been. */
  public synchronized void settle(Strike strike, boolean cameToNothing) {
    strike.active().settle(cameToNothing);
    rules.removeIf(ActiveRule::isSpent);
  }

  /** A rule that strikes a request. */
  public static final class Strike {

    private final ActiveRule active;

    private Strike(ActiveRule active) {
      this.active = active;
    }

    public FaultRule rule() {
      return active.rule();
    }

    private ActiveRule active() {
      return active;
    }
  }
}
