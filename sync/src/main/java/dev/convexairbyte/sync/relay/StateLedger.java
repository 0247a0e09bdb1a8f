package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStateStats;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.failure.AttemptException;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.relay.RecordCounts.Closed;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The STATEs of one attempt: numbered and counted on their way to the destination, and held against
 * that when they come back (airbytehq/airbyte-platform, StateEnricher, StatsTracker). The two ways
 * are two threads'.
 */
final class StateLedger {

  private static final String ID = "id";

  private final RecordCounts counts;
  private final Doubts doubts;
  private final Map<Integer, Sent> waiting = new LinkedHashMap<>();
  private AirbyteStateMessage.@Nullable Type type;
  private int highestId;

  /**
   * A STATE that has not come back.
   *
   * @param stream null where it is about several
   */
  private record Sent(@Nullable StreamDescriptor stream, List<Closed> intervals, double records) {

    boolean isBefore(Sent later) {
      return stream == null || stream.equals(later.stream());
    }

    String name() {
      return stream == null ? "a GLOBAL state" : "a state of " + stream;
    }
  }

  /**
   * What came back, to be saved.
   *
   * @param intervals the records that it is the first to cover
   * @param rejected those of them that the destination could not store
   */
  record Returned(AirbyteStateMessage state, List<Closed> intervals, long rejected) {}

  StateLedger(RecordCounts counts, Doubts doubts) {
    this.counts = counts;
    this.doubts = doubts;
  }

  /**
   * Numbers a STATE of the source and puts in its counts where they are missing.
   *
   * @param body of the message, which is changed
   * @param state the same
   * @throws AttemptException where it is of no kind that the platform takes, or of another one than
   *     those before it
   */
  synchronized void send(ObjectNode body, AirbyteStateMessage state) {
    requireType(state);
    List<Closed> closed = counts.close(listed(state));
    boolean isGlobal = state.type() == AirbyteStateMessage.Type.GLOBAL;
    long counted = isGlobal ? counts.lastClosed() : closed.get(0).records();
    Sent sent = new Sent(isGlobal ? null : closed.get(0).stream(), closed, counted);
    checkSource(body, sent);
    if (waiting.putIfAbsent(number(body), sent) != null) {
      doubts.add("The source numbers its states itself and gives a number twice.");
    }
  }

  private void requireType(AirbyteStateMessage state) {
    boolean isStream = state.type() == AirbyteStateMessage.Type.STREAM && state.stream() != null;
    boolean isGlobal = state.type() == AirbyteStateMessage.Type.GLOBAL && state.global() != null;
    if (!isStream && !isGlobal) {
      throw AttemptException.system(
          Party.SOURCE,
          "Tried to take a state of the source but failed because it is neither a STREAM nor a GLOBAL one, and LEGACY is no longer taken; use a newer source.");
    }
    if (type != null && type != state.type()) {
      throw AttemptException.system(
          Party.SOURCE,
          "Tried to take a state of the source but failed because it is a %s one and those before it were %s; report it to the source's maintainers."
              .formatted(state.type(), type));
    }
    type = state.type();
  }

  private static List<StreamDescriptor> listed(AirbyteStateMessage state) {
    Stream<AirbyteStreamState> parts =
        state.global() != null && state.type() == AirbyteStateMessage.Type.GLOBAL
            ? state.global().streamStates().stream()
            : Stream.ofNullable(state.stream());
    return parts.map(AirbyteStreamState::streamDescriptor).toList();
  }

  private void checkSource(ObjectNode body, Sent sent) {
    JsonNode stated = body.path("sourceStats").path("recordCount");
    if (!stated.isNumber()) {
      body.withObjectProperty("sourceStats").put("recordCount", sent.records());
      return;
    }
    if (stated.doubleValue() != sent.records()) {
      doubts.add(
          "The source says that %s covers %s records, and %s came: some may be lost."
              .formatted(sent.name(), text(stated.doubleValue()), text(sent.records())));
    }
  }

  private int number(ObjectNode body) {
    if (!body.path(ID).isInt()) {
      body.put(ID, highestId + 1);
    }
    int id = body.path(ID).intValue();
    highestId = Math.max(highestId, id);
    return id;
  }

  /**
   * Takes a STATE of the destination; empty where it is not to be saved, because it was there
   * before or a later one was.
   *
   * @throws AttemptException where it is none that was sent
   */
  synchronized Optional<Returned> take(ObjectNode body, AirbyteStateMessage state) {
    JsonNode id = body.path(ID);
    if (!id.isInt()) {
      throw notSent("has lost the whole number id that was put in");
    }
    Sent sent = waiting.remove(id.intValue());
    if (sent == null && id.intValue() > highestId) {
      throw notSent("has an id that was not given");
    }
    if (sent == null) {
      doubts.add("The destination sent back a state twice, or after a later one.");
      return Optional.empty();
    }
    if (waiting.entrySet().removeIf(entry -> isOvertaken(entry, id.intValue(), sent))) {
      doubts.add("The destination sent back %s before earlier ones.".formatted(sent.name()));
    }
    return Optional.of(
        new Returned(state, sent.intervals(), check(state.destinationStats(), sent)));
  }

  private static AttemptException notSent(String reason) {
    return AttemptException.system(
        Party.DESTINATION,
        "Tried to take a state that the destination sent back but failed because it %s; report it to the destination's maintainers."
            .formatted(reason));
  }

  private static boolean isOvertaken(Map.Entry<Integer, Sent> entry, int id, Sent later) {
    return entry.getKey() < id && entry.getValue().isBefore(later);
  }

  /** Compares the destination's counts; answers how many records it refused. */
  private long check(@Nullable AirbyteStateStats stats, Sent sent) {
    Double written = stats == null ? null : stats.recordCount();
    if (written == null) {
      // The platform takes it, and counts what was sent.
      return 0;
    }
    Double rejected = stats == null ? null : stats.rejectedRecordCount();
    double refused = rejected == null ? 0 : rejected;
    if (written + refused != sent.records()) {
      doubts.add(
          "The destination says that %s covers %s records, and it was sent %s: some may be lost."
              .formatted(sent.name(), text(written + refused), text(sent.records())));
    }
    return (long) refused;
  }

  /** Both connectors have ended well. */
  synchronized void ended() {
    if (!waiting.isEmpty()) {
      doubts.add(
          "The destination ended without sending back %,d of the states: their records come again with the next sync."
              .formatted(waiting.size()));
    }
  }

  /** Whether a state of this stream has not come back. */
  synchronized boolean isWaiting(StreamDescriptor stream) {
    return waiting.values().stream()
        .anyMatch(sent -> sent.stream() == null || stream.equals(sent.stream()));
  }

  /** Whether the source's states are about several streams. */
  synchronized boolean isGlobal() {
    return type == AirbyteStateMessage.Type.GLOBAL;
  }

  private static String text(double count) {
    return new BigDecimal(count).stripTrailingZeros().toPlainString();
  }
}
