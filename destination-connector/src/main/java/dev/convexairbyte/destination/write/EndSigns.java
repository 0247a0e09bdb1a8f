package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.message.AirbyteStreamStatus;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.state.StateSubject;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the input says about how its streams ended. A platform sends no status at all to a
 * destination that it does not know to support refreshes; a STATE then is the only sign that a
 * stream without records was read. Where statuses come, a STATE is no such sign: a source may print
 * one early and die after it. Nor is a GLOBAL one: it lists streams that are still to be read.
 */
final class EndSigns {

  private final Map<StreamDescriptor, Set<AirbyteStreamStatus>> statuses = new HashMap<>();
  private final Set<StreamDescriptor> withState = new HashSet<>();
  private boolean hasError;

  void add(StreamDescriptor stream, AirbyteStreamStatus status) {
    statuses
        .computeIfAbsent(stream, first -> EnumSet.noneOf(AirbyteStreamStatus.class))
        .add(status);
  }

  void add(StateSubject state) {
    withState.addAll(state.read());
  }

  /** The source says that it fails; what else it says about an end counts no more. */
  void addError() {
    hasError = true;
  }

  /** The source said that it failed. */
  boolean hasError() {
    return hasError;
  }

  /** The source said that it read the stream to its end. */
  boolean isComplete(StreamDescriptor stream) {
    Set<AirbyteStreamStatus> seen = statuses.getOrDefault(stream, Set.of());
    return seen.contains(AirbyteStreamStatus.COMPLETE)
        && !seen.contains(AirbyteStreamStatus.INCOMPLETE);
  }

  /** The source began to read the stream and did not come to its end. */
  boolean isBrokenOff(StreamDescriptor stream) {
    return statuses.containsKey(stream) && !isComplete(stream);
  }

  /** If the stream had no records, then because there are none. */
  boolean isReallyEmpty(StreamPlan plan) {
    StreamDescriptor stream = plan.stream();
    if (hasError) {
      return false;
    }
    if (plan.isHeld() || statuses.containsKey(stream)) {
      // A platform that sends generations sends COMPLETE too, if the source ended well.
      return isComplete(stream);
    }
    return withState.contains(stream);
  }
}
