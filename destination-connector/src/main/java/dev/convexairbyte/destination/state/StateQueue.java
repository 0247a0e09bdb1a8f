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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final StateShelf shelf;
  private final StateOutput output;
  private final Map<StreamDescriptor, RecordCounts> sinceState = new LinkedHashMap<>();
  private AirbyteStateMessage.@Nullable Type type;
  private long recordsAccepted;
  private long dueMillis = Long.MAX_VALUE;
  private long dueRecords = Long.MAX_VALUE;

  public StateQueue(
      WritePlan plan,
      Durability durability,
      InstantSource clock,
      StateShelf shelf,
      StateOutput output) {
    List<StreamDescriptor> all = new ArrayList<>();
    for (StreamPlan stream : plan.streams()) {
      all.add(stream.stream());
      streams.put(stream.stream(), new StateScope(List.of(stream.stream()), stream.isHeld()));
      sinceState.put(stream.stream(), new RecordCounts());
    }
    this.everything = new StateScope(all, plan.streams().stream().anyMatch(StreamPlan::isHeld));
    this.durability = durability;
    this.clock = clock;
    this.shelf = shelf;
    this.output = output;
  }

  /** Where the records of a stream are counted from now on, until its next STATE comes. */
  public RecordCounts counts(StreamDescriptor stream) {
    return Objects.requireNonNull(sinceState.get(stream));
  }

  /** Counts a record; its STATE comes after it. */
  public void accepted(RecordCounts counts) {
    recordsAccepted++;
    counts.accept();
  }

  /** Counts a record that was accepted just before and is left out. */
  public void rejected(RecordCounts counts) {
    counts.reject();
  }

  /** As {@link #rejected(RecordCounts)}, of a record after which STATEs may have come. */
  public void rejected(StreamDescriptor stream, long line) {
    StateScope own = Objects.requireNonNull(streams.get(stream));
    WaitingState state = own.firstAfter(line);
    if (state == null) {
      state = everything.firstAfter(line);
    }
    if (state == null) {
      counts(stream).reject();
      return;
    }
    state.records().reject();
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
            ? streams.get(subject.read().get(0))
            : everything;
    if (scope == null) {
      // Of no stream that is written here: there is nothing to wait for.
      output.send(state.line(), new RecordCounts());
      return;
    }
    RecordCounts records = new RecordCounts();
    scope.streams().forEach(stream -> records.takeFrom(counts(stream)));
    boolean isStuck = isStuck(scope, subject.read());
    scope.add(
        new WaitingState(
            state.lineNumber(),
            isStuck ? shelf.setAside(state.line()) : shelf.keep(state.line()),
            records,
            subject.read(),
            clock.millis(),
            recordsAccepted));
    release(scope);
  }

  /** Whether it does not help a new STATE that everything before it is written. */
  private boolean isStuck(StateScope scope, List<StreamDescriptor> cleared) {
    WaitingState first = scope.next();
    return scope.isHeld()
        || isClearOwed(cleared)
        || (first != null && isClearOwed(first.cleared()));
  }

  /** Whether so many STATEs wait for records to be written that no more should be read. */
  public boolean isFull() {
    return shelf.isFull();
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
      if (isClearOwed(state.cleared())) {
        return;
      }
      if (scope.firstPendingLine(durability) < state.lineNumber()) {
        noteWhenDue(scope, state);
        return;
      }
      output.send(state.line().take(), state.records());
      scope.remove();
      state = scope.next();
    }
  }

  /** What is under way already comes to its end without being told to. */
  private void noteWhenDue(StateScope scope, WaitingState state) {
    if (scope.firstUnsentLine(durability) < state.lineNumber()) {
      dueMillis = Math.min(dueMillis, state.receivedMillis() + LONGEST_WAIT.toMillis());
      dueRecords = Math.min(dueRecords, state.recordsBefore() + MOST_RECORDS);
    }
  }

  private boolean isClearOwed(List<StreamDescriptor> cleared) {
    return cleared.stream().filter(streams::containsKey).anyMatch(durability::isClearOwed);
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
