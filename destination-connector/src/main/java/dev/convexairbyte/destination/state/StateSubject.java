package dev.convexairbyte.destination.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.message.AirbyteGlobalState;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which streams a STATE is about. A LEGACY state names none; an empty one is how a platform clears
 * all of them.
 *
 * @param streams those whose position it holds
 * @param cleared those of them that have no position any more, as in a clear
 */
public record StateSubject(
    AirbyteStateMessage.Type type, List<StreamDescriptor> streams, List<StreamDescriptor> cleared) {

  /**
   * Reads what a STATE is about.
   *
   * @throws ConnectorException if it has a type and not the body of that type
   */
  public static StateSubject of(IncomingState incoming, Collection<StreamDescriptor> catalog) {
    AirbyteStateMessage state = incoming.state();
    AirbyteStateMessage.Type type =
        state.type() == null ? AirbyteStateMessage.Type.LEGACY : state.type();
    return switch (type) {
      case STREAM -> ofStream(incoming, state.stream());
      case GLOBAL -> ofGlobal(incoming, state.global());
      case LEGACY -> {
        List<StreamDescriptor> streams = isEmpty(state.data()) ? List.copyOf(catalog) : List.of();
        yield new StateSubject(type, streams, streams);
      }
    };
  }

  private static StateSubject ofStream(
      IncomingState incoming, @Nullable AirbyteStreamState streamState) {
    if (streamState == null) {
      throw withoutBody(incoming, "stream");
    }
    List<StreamDescriptor> streams = List.of(streamState.streamDescriptor());
    // A stream's own STATE waits for the stream's clear whatever it says.
    return new StateSubject(AirbyteStateMessage.Type.STREAM, streams, streams);
  }

  private static StateSubject ofGlobal(
      IncomingState incoming, @Nullable AirbyteGlobalState global) {
    if (global == null) {
      throw withoutBody(incoming, "global");
    }
    return new StateSubject(
        AirbyteStateMessage.Type.GLOBAL,
        global.streamStates().stream().map(AirbyteStreamState::streamDescriptor).toList(),
        global.streamStates().stream()
            .filter(state -> isNull(state.streamState()))
            .map(AirbyteStreamState::streamDescriptor)
            .toList());
  }

  private static ConnectorException withoutBody(IncomingState incoming, String body) {
    return ConnectorException.system(
        "Tried to read the STATE in input line "
            + incoming.lineNumber()
            + " but failed because it has no "
            + body
            + "; report this to the maintainers of the source.");
  }

  private static boolean isEmpty(@Nullable JsonNode data) {
    return data == null || data.isEmpty();
  }

  private static boolean isNull(@Nullable JsonNode node) {
    return node == null || node.isNull();
  }
}
