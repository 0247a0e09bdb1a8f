package dev.convexairbyte.destination.state;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.io.Position;
import dev.convexairbyte.cdk.io.StateHead;
import dev.convexairbyte.cdk.io.StateHead.GlobalHead;
import dev.convexairbyte.cdk.io.StateHead.StreamHead;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.plan.StreamNames;
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
  public static StateSubject of(IncomingState incoming, StreamNames catalog) {
    StateHead state = incoming.head();
    AirbyteStateMessage.Type type =
        state.type() == null ? AirbyteStateMessage.Type.LEGACY : state.type();
    return switch (type) {
      case STREAM -> ofStream(incoming, state.stream(), catalog);
      case GLOBAL -> ofGlobal(incoming, state.global(), catalog);
      case LEGACY ->
          new StateSubject(type, state.data() != Position.SOME ? catalog.all() : List.of());
    };
  }

  private static StateSubject ofStream(
      IncomingState incoming, @Nullable StreamHead streamState, StreamNames catalog) {
    if (streamState == null) {
      throw withoutBody(incoming, "stream");
    }
    return new StateSubject(
        AirbyteStateMessage.Type.STREAM, List.of(catalog.meantBy(streamState.streamDescriptor())));
  }

  private static StateSubject ofGlobal(
      IncomingState incoming, @Nullable GlobalHead global, StreamNames catalog) {
    if (global == null) {
      throw withoutBody(incoming, "global");
    }
    return new StateSubject(
        AirbyteStateMessage.Type.GLOBAL,
        isClear(global, catalog)
            ? global.streamStates().stream()
                .map(StreamHead::streamDescriptor)
                .map(catalog::meantBy)
                .toList()
            : List.of());
  }

  /**
   * A clear has no positions of the streams that are cleared, and its catalog no others. It keeps
   * the shared state only for the connection's other streams (EmptyAirbyteSource of
   * airbytehq/airbyte-platform), which a source that reads does not know of.
   */
  private static boolean isClear(GlobalHead global, StreamNames catalog) {
    boolean hasOthers = false;
    for (StreamHead state : global.streamStates()) {
      if (state.streamState() == null) {
        continue;
      }
      if (catalog.contains(catalog.meantBy(state.streamDescriptor()))) {
        return false;
      }
      hasOthers = true;
    }
    return global.sharedState() == null || hasOthers;
  }

  private static ConnectorException withoutBody(IncomingState incoming, String body) {
    return ConnectorException.system(
        "Tried to read the STATE in input line "
            + incoming.lineNumber()
            + " but failed because it has no "
            + body
            + "; report this to the maintainers of the source.");
  }
}
