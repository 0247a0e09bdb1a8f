package dev.convexairbyte.destination.state;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends STATEs back as soon as every earlier record is durable: of their stream, or of all streams
 * for GLOBAL and LEGACY. Each goes back once, in order within its scope, with the number of records
 * since the STATE before it.
 */
public final class StateQueue {

  /** How long a STATE waits for a batch to fill up before batches are sent for its sake. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  static final long MOST_RECORDS = 10_000;

  private final Map<StreamDescriptor, StateScope> streams = new LinkedHashMap<>();
  private final StateScope everything;
  private final Durability durability;
  private final InstantSource clock;
  private final StateOutput output;
  private final Map<StreamDescriptor, Long> recordsSinceState = new LinkedHashMap<>();
  private AirbyteStateMessage.@Nullable Type type;
  private long recordsAccepted;
  private long dueMillis = Long.MAX_VALUE;
  private long dueRecords = Long.MAX_VALUE;

  public StateQueue(
      WritePlan plan, Durability durability, InstantSource clock, StateOutput output) {
    List<StreamDescriptor> all = new ArrayList<>();
    for (StreamPlan stream : plan.streams()) {
      all.add(stream.stream());
      streams.put(stream.stream(), new StateScope(List.of(stream.stream()), stream.isHeld()));
    }
    this.everything = new StateScope(all, plan.streams().stream().anyMatch(StreamPlan::isHeld));
    this.durability = durability;
    this.clock = clock;
    this.output = output;
  }

  /** Counts a record; its STATE comes after it. */
  public void accepted(StreamDescriptor stream) {
    recordsAccepted++;
    recordsSinceState.merge(stream, 1L, Long::sum);
  }

  /**
   * Takes a STATE, and sends it back at once if nothing before it is still to be written.
   *
   * @throws ConnectorException if it is of another type than those before it
   */
  public void received(IncomingState state, StateSubject subject) {
    requireSameType(state, subject.type());
    StateScope scope =
        subject.type() == AirbyteStateMessage.Type.STREAM
            ? streams.get(subject.streams().get(0))
            : everything;
    if (scope == null) {
      // Of no stream that is written here: there is nothing to wait for.
      output.send(state, 0);
      return;
    }
    long records = takeCount(scope.streams());
    scope.add(new WaitingState(state, records, subject.cleared(), clock.millis(), recordsAccepted));
    release();
  }

  private void requireSameType(IncomingState state, AirbyteStateMessage.Type received) {
    if (type != null && type != received) {
      throw ConnectorException.system(
          "Tried to take the STATE in input line "
              + state.lineNumber()
              + " but failed because it is of type "
              + received
              + " and those before it were of type "
              + type
              + "; report this to the maintainers of the source.");
    }
    type = received;
  }

  private long takeCount(Collection<StreamDescriptor> scope) {
    long count = 0;
    for (StreamDescriptor stream : scope) {
      Long records = recordsSinceState.remove(stream);
      count += records == null ? 0 : records;
    }
    return count;
  }

  /** Sends back what has become durable since. */
  public void release() {
    dueMillis = Long.MAX_VALUE;
    dueRecords = Long.MAX_VALUE;
    streams.values().forEach(this::release);
    release(everything);
  }

  private void release(StateScope scope) {
    WaitingState state = scope.next();
    while (state != null) {
      if (isClearOwed(state)) {
        return;
      }
      if (scope.firstPendingLine(durability) < state.lineNumber()) {
        dueMillis = Math.min(dueMillis, state.receivedMillis() + LONGEST_WAIT.toMillis());
        dueRecords = Math.min(dueRecords, state.recordsBefore() + MOST_RECORDS);
        return;
      }
      output.send(state.state(), state.records());
      scope.remove();
      state = scope.next();
    }
  }

  private boolean isClearOwed(WaitingState state) {
    return state.cleared().stream().filter(streams::containsKey).anyMatch(durability::isClearOwed);
  }

  /** Whether a STATE has waited so long for records that they should be written now. */
  public boolean isOverdue() {
    return recordsAccepted >= dueRecords || clock.millis() >= dueMillis;
  }

  /** Ends the holding back of truncated streams: the whole write has succeeded. */
  public void releaseHeld() {
    streams.values().forEach(StateScope::endHold);
    everything.endHold();
    release();
  }
}
