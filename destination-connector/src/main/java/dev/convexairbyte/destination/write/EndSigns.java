package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.message.AirbyteStreamStatusTraceMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.state.StateSubject;
import java.util.HashSet;
import java.util.Set;

/**
 * What the input says about how its streams ended. A platform sends no status at all to a
 * destination that it does not know to support refreshes; a STATE then is the only sign that a
 * stream without records was read.
 */
final class EndSigns {

  private final Set<StreamDescriptor> complete = new HashSet<>();
  private final Set<StreamDescriptor> incomplete = new HashSet<>();
  private final Set<StreamDescriptor> withState = new HashSet<>();

  void add(AirbyteStreamStatusTraceMessage status) {
    switch (status.status()) {
      case COMPLETE -> complete.add(status.streamDescriptor());
      case INCOMPLETE -> incomplete.add(status.streamDescriptor());
      case STARTED, RUNNING -> {}
    }
  }

  void add(StateSubject state) {
    withState.addAll(state.streams());
  }

  /** The source said that it read the stream to its end. */
  boolean isComplete(StreamDescriptor stream) {
    return complete.contains(stream) && !incomplete.contains(stream);
  }

  /** If the stream had no records, then because there are none. */
  boolean isReallyEmpty(StreamDescriptor stream) {
    return isComplete(stream) || (withState.contains(stream) && !incomplete.contains(stream));
  }
}
