package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteErrorTraceMessage;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Failures;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.ConnectorLog;
import dev.convexairbyte.sync.program.MessageTree;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a connector says beside its data: LOG, TRACE and CONTROL. */
final class SideMessages {

  private final Party party;
  private final ConnectorLog log;
  private final Failures failures;
  private final RelayListener listener;
  private boolean hasSpoken;

  SideMessages(Party party, ConnectorLog log, Failures failures, RelayListener listener) {
    this.party = party;
    this.log = log;
    this.failures = failures;
    this.listener = listener;
  }

  /** Told of every message, of whatever type. */
  void heard() {
    if (!hasSpoken) {
      hasSpoken = true;
      log.spoke();
    }
  }

  /** The whole of a message that is neither RECORD nor, often, there; null if it is none. */
  @Nullable ObjectNode tree(RawMessage message) {
    ObjectNode tree = MessageTree.of(message);
    if (tree != null) {
      heard();
    }
    return tree;
  }

  /** Takes a TRACE; empty if it cannot be understood, and is dropped. */
  Optional<AirbyteTraceMessage> trace(ObjectNode message) {
    AirbyteTraceMessage trace = bound(message.path("trace"), AirbyteTraceMessage.class);
    if (trace == null) {
      return Optional.empty();
    }
    AirbyteErrorTraceMessage error = trace.error();
    if (error != null) {
      FailureType type = error.failureType();
      failures.report(
          new Failure(
              party,
              type == null ? FailureType.SYSTEM_ERROR : type,
              error.message(),
              Instant.ofEpochMilli(trace.emittedAt().longValue())));
    }
    return Optional.of(trace);
  }

  /** Takes a message of another type. */
  void other(String type, ObjectNode message) {
    if (type.equals("LOG")) {
      log.message(message.path("log"));
      return;
    }
    JsonNode control = message.path("control");
    boolean isConfig =
        type.equals("CONTROL")
            && control.path("type").asText().equals("CONNECTOR_CONFIG")
            && control.path("emitted_at").isNumber()
            && control.path("connectorConfig").path("config").isObject();
    if (isConfig) {
      listener.configured(party, control.path("connectorConfig").path("config"));
    }
  }

  /** Tells the person who watches of something about the connector. */
  void warn(String sentence) {
    log.note(AirbyteLogMessage.Level.WARN, sentence);
  }

  /** The connector printed so many lines that are no messages and look like none. */
  void noise(long lines) {
    if (lines > 0) {
      log.note(
          AirbyteLogMessage.Level.INFO, "Dropped %,d lines that are no messages.".formatted(lines));
    }
  }

  /** Null where the body does not fit. */
  static <T> @Nullable T bound(JsonNode body, Class<T> type) {
    if (!body.isObject()) {
      return null;
    }
    try {
      return Json.mapper().treeToValue(body, type);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
