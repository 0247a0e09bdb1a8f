package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.AirbyteStreamStatus;
import dev.convexairbyte.cdk.message.AirbyteStreamStatusTraceMessage;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.failure.AttemptException;
import dev.convexairbyte.sync.failure.Party;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the platform makes of a source's messages: only RECORD and STATE go on to the destination
 * (airbytehq/airbyte-platform, ReplicationTask, BasicAirbyteMessageValidator).
 */
final class SourceMessages {

  /** From here on the platform warns as well. */
  private static final int LARGE_LINE = 20_000_000;

  private final Map<StreamDescriptor, RelayedStream> streams = new LinkedHashMap<>();
  private final StateLedger ledger;
  private final DestinationInput destination;
  private final SideMessages side;
  private final Watch watch;
  private final Doubts doubts;
  private long droppedRecords;
  private long droppedLines;
  private boolean hasDroppedLast;

  SourceMessages(
      Collection<RelayedStream> streams,
      StateLedger ledger,
      DestinationInput destination,
      SideMessages side,
      Watch watch,
      Doubts doubts) {
    streams.forEach(stream -> this.streams.put(stream.stream().descriptor(), stream));
    this.ledger = ledger;
    this.destination = destination;
    this.side = side;
    this.watch = watch;
    this.doubts = doubts;
  }

  /**
   * Acts on a line.
   *
   * @throws AttemptException where the platform gives up the attempt
   */
  void accept(RawMessage message) throws IOException {
    hasDroppedLast = false;
    if (message.type().equals("RECORD")) {
      record(message);
      return;
    }
    ObjectNode tree = side.tree(message);
    if (tree == null) {
      drop(message);
      return;
    }
    switch (message.type()) {
      case "STATE" -> state(message, tree);
      case "TRACE" -> side.trace(tree).ifPresentOrElse(this::trace, () -> drop(message));
      default -> side.other(message.type(), tree);
    }
  }

  private void record(RawMessage message) throws IOException {
    side.heard();
    StreamDescriptor name = message.stream();
    // An object with nothing in it is dropped as well; spaces make no field.
    if (name == null || isBlank(message.bytes(), message.dataStart() + 1, message.dataEnd() - 1)) {
      droppedRecords++;
      return;
    }
    if (message.length() >= LARGE_LINE) {
      side.warn(
          "A record of %s has %,d bytes, which many destinations do not take."
              .formatted(name, message.length()));
    }
    known(name, "a record").take(message, destination);
    watch.beat();
  }

  private static boolean isBlank(byte[] bytes, int start, int end) {
    for (int at = start; at < end; at++) {
      if (bytes[at] > ' ' || bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }

  private RelayedStream known(StreamDescriptor name, String what) {
    RelayedStream stream = streams.get(name);
    if (stream == null) {
      throw AttemptException.system(
          Party.SOURCE,
          "Tried to take %s of %s but failed because the connection has no such stream; add it, or report it to the source's maintainers."
              .formatted(what, name));
    }
    return stream;
  }

  private void state(RawMessage message, ObjectNode tree) throws JsonProcessingException {
    if (!(tree.path("state") instanceof ObjectNode body)) {
      drop(message);
      return;
    }
    AirbyteStateMessage state = SideMessages.bound(body, AirbyteStateMessage.class);
    if (state == null) {
      drop(message);
      return;
    }
    if (state.stream() != null && streams.containsKey(state.stream().streamDescriptor())) {
      known(state.stream().streamDescriptor(), "a state").sawState();
    }
    ledger.send(body, state);
    destination.line(Json.mapper().writeValueAsBytes(tree));
    destination.push();
    watch.beat();
  }

  private void trace(AirbyteTraceMessage trace) {
    AirbyteStreamStatusTraceMessage status = trace.streamStatus();
    if (status == null) {
      return;
    }
    if (status.status() == AirbyteStreamStatus.COMPLETE) {
      known(status.streamDescriptor(), "the end").sawComplete();
    } else if (streams.containsKey(status.streamDescriptor())) {
      known(status.streamDescriptor(), "a status").tally().begin();
    }
  }

  private void drop(RawMessage message) {
    String line =
        new String(message.bytes(), message.start(), message.length(), StandardCharsets.ISO_8859_1);
    if (line.contains("\"RECORD\"")) {
      droppedRecords++;
      hasDroppedLast = true;
    } else if (!line.isBlank()) {
      droppedLines++;
    }
  }

  /**
   * The source has ended; says what was dropped.
   *
   * @param isCutOff whether it may have ended in the middle of a line, which comes again then
   */
  void ended(boolean isCutOff) {
    long lost = isCutOff && hasDroppedLast ? droppedRecords - 1 : droppedRecords;
    if (lost > 0) {
      doubts.add(
          "Dropped %,d records of the source: they name no stream, hold nothing or are not whole."
              .formatted(lost));
    }
    side.noise(droppedLines);
  }

  /**
   * The source has read everything: the states that it owes, and that all streams are complete.
   *
   * @param emittedAt in milliseconds since the epoch
   */
  void complete(boolean tellsStatuses, long emittedAt) throws JsonProcessingException {
    for (RelayedStream stream : streams.values()) {
      if (stream.missesState() && !ledger.isGlobal()) {
        inject(stream.stream().descriptor());
      }
    }
    if (!tellsStatuses) {
      return;
    }
    for (StreamDescriptor name : streams.keySet()) {
      AirbyteStreamStatusTraceMessage status =
          new AirbyteStreamStatusTraceMessage(name, AirbyteStreamStatus.COMPLETE, null);
      AirbyteMessage message = AirbyteMessage.of(AirbyteTraceMessage.of(emittedAt, status));
      destination.line(Json.mapper().writeValueAsBytes(message));
    }
  }

  private void inject(StreamDescriptor name) throws JsonProcessingException {
    AirbyteStateMessage state =
        new AirbyteStateMessage(
            AirbyteStateMessage.Type.STREAM,
            new AirbyteStreamState(name, JsonNodeFactory.instance.objectNode()),
            null,
            null,
            null,
            null);
    ObjectNode message = Json.mapper().valueToTree(AirbyteMessage.of(state));
    ledger.send((ObjectNode) message.path("state"), state);
    destination.line(Json.mapper().writeValueAsBytes(message));
  }
}
