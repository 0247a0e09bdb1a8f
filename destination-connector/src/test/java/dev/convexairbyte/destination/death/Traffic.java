package dev.convexairbyte.destination.death;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.faults.FaultTiming.Nth;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The requests to the deployment: counts them, has them fail, and cuts off who is dead. */
final class Traffic implements Consumer<RecordedRequest> {

  static final String IMPORT = "/api/streaming_import/import_airbyte_records";

  /** After these (0: no answer) the connector cannot know whether its request was carried out. */
  private static final Set<Integer> IN_DOUBT = Set.of(0, 408, 502, 504);

  private static final FaultRule COUNTER =
      new FaultRule("counter", Fault.SERVICE_UNAVAILABLE.failure(), "*", new Nth(1_000_000), false);

  private final Tally tally;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicInteger inDoubt = new AtomicInteger();
  private volatile Killer killer = Killer.none();

  Traffic(Tally tally) {
    this.tally = tally;
  }

  @Override
  public void accept(RecordedRequest request) {
    tally.count("status " + request.status());
    if (request.path().equals(IMPORT) && IN_DOUBT.contains(request.status())) {
      inDoubt.incrementAndGet();
    }
    killer.requested();
    done.incrementAndGet();
  }

  /** Begins an attempt, whose requests meet these faults. */
  void begin(Faults faults, List<FaultRule> rules, Killer nextKiller) {
    killer = nextKiller;
    inDoubt.set(0);
    replace(faults, rules);
  }

  /** Lets no request of a dead connector have an effect any more. */
  void cutOff(Faults faults) {
    replace(
        faults, List.of(FaultRule.error(BackendError.BAD_ADMIN_KEY, "*").withProbability(1, 0)));
  }

  /** A rule that never strikes counts what the deployment has begun to answer. */
  private void replace(Faults faults, List<FaultRule> rules) {
    List<FaultRule> all = new ArrayList<>(rules);
    all.add(COUNTER);
    synchronized (faults) {
      begun.addAndGet(counted(faults));
      faults.replace(all);
    }
  }

  private static long counted(Faults faults) {
    return faults.rules().stream()
        .filter(rule -> rule.name().equals(COUNTER.name()))
        .mapToLong(rule -> call(COUNTER) - call(rule))
        .sum();
  }

  private static long call(FaultRule rule) {
    return ((Nth) rule.timing()).call();
  }

  /** Waits until every request that the deployment has begun to answer is done. */
  void settle(Faults faults) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (done.get() < begun.get() + counted(faults)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("a request is never done");
      }
      Thread.onSpinWait();
    }
  }

  /** The import requests of this attempt that may have been carried out more than once. */
  int inDoubt() {
    return inDoubt.get();
  }
}
