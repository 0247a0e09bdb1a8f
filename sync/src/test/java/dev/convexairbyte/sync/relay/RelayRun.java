package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.Assignment;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.FakeDestination;
import dev.convexairbyte.sync.program.FakeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One attempt between two fakes, and all that came of it. */
final class RelayRun {

  static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(50));

  private final Map<StreamDescriptor, StreamTally> tallies = new LinkedHashMap<>();
  private final List<String> states = new CopyOnWriteArrayList<>();
  private final List<String> doubts = new CopyOnWriteArrayList<>();
  private final List<String> configs = new CopyOnWriteArrayList<>();
  private final FakeDestination destination;
  private final Relay relay;
  private Outcome outcome = new Outcome(java.util.Optional.empty(), false, false);

  RelayRun(Assignment assignment, FakeSource source, FakeDestination destination) {
    this(assignment, false, SHORT, source, destination);
  }

  RelayRun(
      Assignment assignment,
      boolean selectsColumns,
      Patience patience,
      FakeSource source,
      FakeDestination destination) {
    this.destination = destination;
    assignment
        .streams()
        .forEach(
            stream ->
                tallies.put(
                    stream.descriptor(), new StreamTally(stream.descriptor(), System::nanoTime)));
    this.relay =
        new Relay(
            new Relay.Setting(
                assignment,
                selectsColumns,
                tallies,
                new Collecting(),
                patience,
                Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC),
                System::nanoTime),
            source,
            destination);
  }

  RelayRun run() throws InterruptedException {
    outcome = relay.run();
    return this;
  }

  Relay relay() {
    return relay;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Why it failed; empty if it did not. */
  String failure() {
    return outcome.failure().map(Failure::sentence).orElse("");
  }

  /** The lines that the destination was given. */
  List<String> given() {
    return destination.lines();
  }

  List<String> doubts() {
    return doubts;
  }

  /** The stream states that came back, as {@code users {"at":3}}. */
  List<String> states() {
    return states;
  }

  List<String> configs() {
    return configs;
  }

  StreamTally tally(String stream) {
    return java.util.Objects.requireNonNull(tallies.get(new StreamDescriptor(stream, null)));
  }

  private final class Collecting implements RelayListener {

    @Override
    public void acknowledged(AirbyteStateMessage state) {
      if (state.stream() != null) {
        states.add(state.stream().streamDescriptor() + " " + state.stream().streamState());
      } else {
        states.add(Json.mapper().valueToTree(state).path("global").toString());
      }
    }

    @Override
    public void settled() {}

    @Override
    public void configured(Party party, JsonNode config) {
      configs.add(party.word() + " " + config);
    }

    @Override
    public void add(String sentence) {
      doubts.add(sentence);
    }
  }
}
