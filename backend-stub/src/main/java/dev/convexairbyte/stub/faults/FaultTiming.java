package dev.convexairbyte.stub.faults;

/** Which of the requests that a rule is for it makes fail. */
public sealed interface FaultTiming {

  /** So many, as soon as no earlier rule makes them fail. */
  record Next(int count) implements FaultTiming {}

  /** One only: the n-th from when the rule was added, 1 being the next. */
  record Nth(int call) implements FaultTiming {}

  /** Each by chance; the seed decides which. */
  record Chance(double probability, long seed) implements FaultTiming {}
}
