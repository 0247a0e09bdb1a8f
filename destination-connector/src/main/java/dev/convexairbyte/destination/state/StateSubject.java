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
 * Which streams a STATE is about. A LEGACY state names none, and a GLOBAL one lists streams before
 * they are read; but both are how a platform clears streams.
 *
 * @param read those that the source has read, or that the platform clears, as far as a STATE tells
 */
public record StateSubject(AirbyteStateMessage.Type type, List<StreamDescriptor> read) {

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
      case GLOBAL -> ofGlobal(incoming, state.global(), catalog);
      case LEGACY ->
          new StateSubject(type, isEmpty(state.data()) ? List.copyOf(catalog) : List.of());
    };
  }

  private static StateSubject ofStream(
      IncomingState incoming, @Nullable AirbyteStreamState streamState) {
    if (streamState == null) {
      throw withoutBody(incoming, "stream");
    }
    return new StateSubject(
        AirbyteStateMessage.Type.STREAM, List.of(streamState.streamDescriptor()));
  }

  private static StateSubject ofGlobal(
      IncomingState incoming,
      @Nullable AirbyteGlobalState global,
      Collection<StreamDescriptor> catalog) {
    if (global == null) {
      throw withoutBody(incoming, "global");
    }
    return new StateSubject(
        AirbyteStateMessage.Type.GLOBAL,
        isClear(global, catalog)
            ? global.streamStates().stream().map(AirbyteStreamState::streamDescriptor).toList()
            : List.of());
  }

  /**
   * A clear has no positions of the streams that are cleared, and its catalog no others. It keeps
   * the shared state only for the connection's other streams (EmptyAirbyteSource of
   * airbytehq/airbyte-platform), which a source that reads does not know of.
   */
  private static boolean isClear(AirbyteGlobalState global, Collection<StreamDescriptor> catalog) {
    boolean hasOthers = false;
    for (AirbyteStreamState state : global.streamStates()) {
      if (isNull(state.streamState())) {
        continue;
      }
      if (catalog.contains(state.streamDescriptor())) {
        return false;
      }
      hasOthers = true;
    }
    return isNull(global.sharedState()) || hasOthers;
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
