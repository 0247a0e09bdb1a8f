package dev.convexairbyte.sync.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.ConnectionCatalog;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.FakeDestination;
import dev.convexairbyte.sync.program.FakeSource;
import dev.convexairbyte.sync.program.RunningProgram;
import dev.convexairbyte.sync.relay.Patience;
import dev.convexairbyte.sync.state.ConnectionMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobs of one connection between fakes; each attempt takes the next pair of programs. */
final class JobFixture implements Connectors, JobListener {

  private final ConnectionCatalog catalog;
  private final Path state;
  private final boolean withGenerations;
  private final Deque<FakeSource> sources = new ArrayDeque<>();
  private final Deque<FakeDestination> destinations = new ArrayDeque<>();
  private final List<FakeDestination> used = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private boolean isStrict;
  private JobRun.Sleeper sleeper = time -> told.add("sleeps " + time.toSeconds());

  JobFixture(ConnectionCatalog catalog, Path state, boolean withGenerations) {
    this.catalog = catalog;
    this.state = state;
    this.withGenerations = withGenerations;
  }

  /** The next attempt is of these two. */
  JobFixture then(FakeSource source, FakeDestination destination) {
    sources.add(source);
    destinations.add(destination);
    return this;
  }

  /** The next attempt has no source that can be started. */
  JobFixture then(FakeDestination destination) {
    destinations.add(destination);
    return this;
  }

  JobFixture then(FakeSource source) {
    return then(source, new FakeDestination());
  }

  JobFixture strict() {
    isStrict = true;
    return this;
  }

  JobFixture sleepingWith(JobRun.Sleeper sleeper) {
    this.sleeper = sleeper;
    return this;
  }

  JobRun job(Job.Kind kind, String... chosen) {
    Set<StreamDescriptor> streams =
        Stream.of(chosen).map(name -> new StreamDescriptor(name, null)).collect(Collectors.toSet());
    return new JobRun(
        new Job(kind, catalog, streams),
        ConnectionMemory.open(state, withGenerations),
        this,
        new JobRun.Options(Integer.MAX_VALUE, isStrict, false, Patience.OF_THE_PLATFORM),
        new JobRun.Surroundings(Clock.systemUTC(), System::nanoTime, time -> sleeper.sleep(time)),
        this);
  }

  JobResult sync() throws InterruptedException {
    return job(Job.Kind.SYNC).run();
  }

  /** What happened, in order: programs started with what, states saved, retries, sleeps, doubts. */
  List<String> told() {
    return told;
  }

  /** The lines that the destination of an attempt was given. */
  List<String> given(int attempt) {
    return used.get(attempt - 1).lines();
  }

  @Override
  public RunningProgram read(JsonNode streams, ArrayNode states) {
    told.add("reads " + inWords(streams) + (states.isEmpty() ? "" : " from " + places(states)));
    return sources.remove();
  }

  @Override
  public RunningProgram write(JsonNode streams) {
    told.add("writes " + inWords(streams));
    FakeDestination destination = destinations.remove();
    used.add(destination);
    return destination;
  }

  private static String inWords(JsonNode streams) {
    List<String> words = new ArrayList<>();
    for (JsonNode stream : streams.path("streams")) {
      String generation =
          stream.has("generation_id")
              ? " %s/%s of job %s"
                  .formatted(
                      stream.get("generation_id"),
                      stream.get("minimum_generation_id"),
                      stream.get("sync_id"))
              : "";
      words.add(
          stream.at("/stream/name").asText()
              + " "
              + stream.path("destination_sync_mode").asText()
              + generation);
    }
    return String.join(", ", words);
  }

  private static String places(ArrayNode states) {
    List<String> words = new ArrayList<>();
    for (JsonNode one : states) {
      words.add(one.at("/stream/stream_descriptor/name").asText() + one.at("/stream/stream_state"));
    }
    return String.join(" ", words);
  }

  @Override
  public void retries(int attempt, Failure failure, Duration wait) {
    told.add("attempt %d failed: %s".formatted(attempt, failure.sentence()));
  }

  @Override
  public void doubts(String sentence) {
    told.add("doubts: " + sentence);
  }

  @Override
  public void configured(Party party, JsonNode config) {
    told.add("configured " + party.word());
  }
}
