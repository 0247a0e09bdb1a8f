package dev.convexairbyte.source.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStateStats;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The saved form of a position, the one that Airbyte's Python connector for Convex saves (source.py
 * of airbytehq/airbyte, source-convex), so that its connections carry on: {@code snapshot_cursor},
 * {@code snapshot_has_more}, and {@code delta_cursor}, which is the snapshot while that is being
 * read. Timestamps exceed 2^53 and are written as strings, so that no tool on their way rounds
 * them.
 */
public final class StateFormat {

  private static final String SNAPSHOT_CURSOR = "snapshot_cursor";
  private static final String SNAPSHOT_HAS_MORE = "snapshot_has_more";
  private static final String DELTA_CURSOR = "delta_cursor";

  private StateFormat() {}

  /** Reads the positions of all streams that have one. */
  public static Map<StreamDescriptor, StreamPosition> read(List<AirbyteStateMessage> states) {
    Map<StreamDescriptor, StreamPosition> positions = new HashMap<>();
    for (AirbyteStateMessage state : states) {
      AirbyteStreamState stream = state.stream();
      if (state.type() != AirbyteStateMessage.Type.STREAM || stream == null) {
        throw ConnectorException.config(
            "Tried to read the saved state but failed because it is not of the kind that this"
                + " source saves (STREAM); clear the connection's state and sync again.");
      }
      positions.put(
          stream.streamDescriptor(), position(stream.streamDescriptor(), stream.streamState()));
    }
    return positions;
  }

  /** Writes one stream's position. */
  public static AirbyteStateMessage write(
      StreamDescriptor stream, StreamPosition position, long recordCount) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    if (position instanceof StreamPosition.InSnapshot snapshot) {
      put(state, snapshot.cursor(), true, Long.toString(snapshot.snapshot()));
    } else if (position instanceof StreamPosition.InLog log) {
      put(state, null, false, Long.toString(log.cursor()));
    } else {
      put(state, null, true, null);
    }
    return new AirbyteStateMessage(
        AirbyteStateMessage.Type.STREAM,
        new AirbyteStreamState(stream, state),
        null,
        null,
        AirbyteStateStats.ofRecords(recordCount),
        null);
  }

  private static void put(
      ObjectNode state, @Nullable String cursor, boolean hasMore, @Nullable String delta) {
    state.put(SNAPSHOT_CURSOR, cursor).put(SNAPSHOT_HAS_MORE, hasMore).put(DELTA_CURSOR, delta);
  }

  private static StreamPosition position(StreamDescriptor stream, @Nullable JsonNode state) {
    if (state == null || state.isNull() || isWithoutPlace(state)) {
      return new StreamPosition.Unread();
    }
    JsonNode hasMore = state.path(SNAPSHOT_HAS_MORE);
    if (!hasMore.isBoolean()) {
      throw foreign(stream, SNAPSHOT_HAS_MORE + " is not true or false");
    }
    Long delta = timestamp(stream, state.path(DELTA_CURSOR));
    if (!hasMore.booleanValue()) {
      if (delta == null) {
        throw foreign(stream, DELTA_CURSOR + " is missing");
      }
      return new StreamPosition.InLog(delta);
    }
    JsonNode cursor = state.path(SNAPSHOT_CURSOR);
    boolean hasCursor = !cursor.isNull() && !cursor.isMissingNode();
    if (!hasCursor && delta == null) {
      return new StreamPosition.Unread();
    }
    boolean isReadable = !hasCursor || cursor.isTextual() || cursor.isIntegralNumber();
    if (delta == null || !isReadable) {
      throw foreign(stream, SNAPSHOT_CURSOR + " and " + DELTA_CURSOR + " do not go together");
    }
    // Early deployments gave numbers for cursors; whether one is still good is theirs to say.
    return new StreamPosition.InSnapshot(delta, hasCursor ? cursor.asText() : null);
  }

  /**
   * Nothing, or only notes of Airbyte's Python CDK: it saves those for a full refresh, such as
   * __ab_no_cursor_state_message (airbyte_cdk/sources/streams/core.py).
   */
  private static boolean isWithoutPlace(JsonNode state) {
    return state.isObject()
        && state.properties().stream().allMatch(field -> field.getKey().startsWith("__ab_"));
  }

  /** A decimal string or an integer; a number with a fraction or exponent has been rounded. */
  private static @Nullable Long timestamp(StreamDescriptor stream, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (value.isIntegralNumber() || value.isTextual()) {
      try {
        long timestamp = Long.parseLong(value.asText());
        if (timestamp >= 0) {
          return timestamp;
        }
      } catch (NumberFormatException e) {
        throw foreign(stream, DELTA_CURSOR + " is not a timestamp");
      }
    }
    throw foreign(stream, DELTA_CURSOR + " is not a timestamp");
  }

  private static ConnectorException foreign(StreamDescriptor stream, String reason) {
    return ConnectorException.config(
        "Tried to continue stream %s from the saved state but failed because %s; clear the state of this stream and sync again."
            .formatted(stream, reason));
  }
}
