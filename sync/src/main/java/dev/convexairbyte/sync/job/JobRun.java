package dev.convexairbyte.sync.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.Assignment;
import dev.convexairbyte.sync.catalog.ConnectionStream;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.RunningProgram;
import dev.convexairbyte.sync.relay.Outcome;
import dev.convexairbyte.sync.relay.Patience;
import dev.convexairbyte.sync.relay.Relay;
import dev.convexairbyte.sync.relay.RelayListener;
import dev.convexairbyte.sync.relay.StreamTally;
import dev.convexairbyte.sync.state.ConnectionMemory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A job, tried until it succeeds, is given up or is stopped. */
public final class JobRun {

  private final Job job;
  private final ConnectionMemory memory;
  private final Connectors connectors;
  private final Options options;
  private final Surroundings surroundings;
  private final JobListener listener;
  private final Retries retries;
  private final List<AirbyteStateMessage> clearing;
  private final Map<StreamDescriptor, StreamTally> tallies = new LinkedHashMap<>();
  private final List<String> doubts = new ArrayList<>();
  private final JobStop stop;

  /**
   * What the user may choose.
   *
   * @param isStrict whether a doubt is a failure
   * @param selectsColumns whether only columns of the catalog's schemas are handed on
   */
  public record Options(
      int mostAttempts, boolean isStrict, boolean selectsColumns, Patience patience) {}

  /**
   * What a test has to replace.
   *
   * @param nanos a clock that only goes forward
   */
  public record Surroundings(Clock clock, LongSupplier nanos, Sleeper sleeper) {}

  /** Waits. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  public JobRun(
      Job job,
      ConnectionMemory memory,
      Connectors connectors,
      Options options,
      Surroundings surroundings,
      JobListener listener) {
    this.job = job;
    this.memory = memory;
    this.connectors = connectors;
    this.options = options;
    this.surroundings = surroundings;
    this.listener = listener;
    this.stop = new JobStop(surroundings.sleeper());
    this.retries = new Retries(options.mostAttempts());
    this.clearing = memory.states().clearing(job.chosen(), job.catalog().descriptors());
    for (ConnectionStream stream : job.streams()) {
      StreamTally tally = new StreamTally(stream.descriptor(), surroundings.nanos());
      tallies.put(stream.descriptor(), tally);
    }
  }

  /** What has become of each stream so far; from any thread. */
  public List<StreamTally> streams() {
    return List.copyOf(tallies.values());
  }

  /** Ends the job before its time, from any thread; {@link #run} then returns soon. */
  public void stop() {
    stop.stop();
  }

  /** Runs it. What was acknowledged is saved, however it ends. */
  public JobResult run() throws InterruptedException {
    int attempt = 1;
    Outcome outcome = attempt(attempt);
    Optional<Duration> wait = retryAfter(outcome);
    while (wait.isPresent()) {
      listener.retries(attempt, outcome.failure().orElseThrow(), wait.get());
      if (!stop.sleep(wait.get())) {
        return result(new Outcome(outcome.failure(), true, outcome.hasProgress()), attempt);
      }
      attempt++;
      outcome = attempt(attempt);
      wait = retryAfter(outcome);
    }
    if (outcome.isSuccess()) {
      memory.finish(job.streams().stream().map(ConnectionStream::descriptor).toList());
    }
    return result(outcome, attempt);
  }

  private JobResult result(Outcome outcome, int attempts) {
    Optional<Failure> failure = outcome.isSuccess() ? strictFailure() : outcome.failure();
    return new JobResult(failure, outcome.isStopped(), attempts, streams());
  }

  /** A doubt that is a failure. Another attempt would find nothing left to doubt. */
  private Optional<Failure> strictFailure() {
    if (!options.isStrict() || doubts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        failure(FailureType.SYSTEM_ERROR, "With --strict this is a failure: " + doubts.get(0)));
  }

  /** What only the operator can cure is not tried again. */
  private Optional<Duration> retryAfter(Outcome outcome) {
    return outcome
        .failure()
        .filter(failure -> !outcome.isStopped() && failure.type() != FailureType.CONFIG_ERROR)
        .flatMap(failure -> retries.afterFailure(outcome.hasProgress()));
  }

  private Outcome attempt(int attempt) throws InterruptedException {
    try {
      return follow(start(begin(attempt)));
    } catch (ConnectorException e) {
      return new Outcome(Optional.of(failure(e.failureType(), e.sentence())), false, false);
    }
  }

  private Failure failure(FailureType type, String sentence) {
    return new Failure(Party.PLATFORM, type, sentence, surroundings.clock().instant());
  }

  /** Generations go on and states are forgotten, in the files too, before anything is started. */
  private Assignment begin(int attempt) {
    List<Assignment.Task> tasks = new ArrayList<>();
    List<StreamDescriptor> startOver = new ArrayList<>();
    for (ConnectionStream stream : job.streams()) {
      StreamDescriptor name = stream.descriptor();
      Turn turn = Turn.of(stream, job.of(name), attempt, memory.generation(name));
      if (turn.startsOver()) {
        startOver.add(name);
      }
      if (turn.entry() != null) {
        memory.put(name, turn.entry());
      }
      tasks.add(
          new Assignment.Task(stream, turn.entry() == null ? null : turn.entry().generation()));
    }
    long syncId = memory.begin(attempt == 1, startOver, job.catalog().descriptors());
    return new Assignment(tasks, syncId);
  }

  private Relay start(Assignment assignment) {
    RunningProgram destination = connectors.write(assignment.forDestination());
    RunningProgram source;
    try {
      source = source(assignment);
    } catch (RuntimeException e) {
      destination.kill();
      throw e;
    }
    return new Relay(
        new Relay.Setting(
            assignment,
            options.selectsColumns(),
            tallies,
            new Saving(),
            options.patience(),
            surroundings.clock(),
            surroundings.nanos()),
        source,
        destination);
  }

  private RunningProgram source(Assignment assignment) {
    return job.kind() == Job.Kind.CLEAR
        ? new ClearingSource(clearing)
        : connectors.read(
            assignment.forSource(), memory.states().json(job.catalog().descriptors()));
  }

  private Outcome follow(Relay relay) throws InterruptedException {
    stop.runs(relay);
    try {
      return relay.run();
    } finally {
      stop.runs(null);
      memory.save();
    }
  }

  /** Saves what comes back, and hands on the rest. */
  private final class Saving implements RelayListener {

    @Override
    public void acknowledged(AirbyteStateMessage state) {
      memory.take(state);
    }

    @Override
    public void settled() {
      memory.save();
    }

    @Override
    public void configured(Party party, JsonNode config) {
      listener.configured(party, config);
    }

    @Override
    public void add(String sentence) {
      synchronized (doubts) {
        doubts.add(sentence);
      }
      listener.doubts(sentence);
    }
  }
}
