package dev.convexairbyte.destination.state;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The STATEs that keep their order among each other, and the streams whose records they follow. */
final class StateScope {

  private final List<StreamDescriptor> streams;
  private final Queue<WaitingState> waiting = new ArrayDeque<>();
  private boolean isHeld;

  StateScope(List<StreamDescriptor> streams, boolean isHeld) {
    this.streams = streams;
    this.isHeld = isHeld;
  }

  List<StreamDescriptor> streams() {
    return streams;
  }

  void add(WaitingState state) {
    waiting.add(state);
  }

  /** The oldest, null if there is none that may go. */
  @Nullable WaitingState next() {
    return isHeld ? null : waiting.peek();
  }

  /** Whether nothing goes before the end of the input. */
  boolean isHeld() {
    return isHeld;
  }

  /** The oldest that came after this line, null if none did. */
  @Nullable WaitingState firstAfter(long line) {
    for (WaitingState state : waiting) {
      if (state.lineNumber() > line) {
        return state;
      }
    }
    return null;
  }

  void remove() {
    waiting.remove();
  }

  void endHold() {
    isHeld = false;
  }

  long firstPendingLine(Durability durability) {
    return streams.stream().mapToLong(durability::firstPendingLine).min().orElse(Long.MAX_VALUE);
  }

  long firstUnsentLine(Durability durability) {
    return streams.stream().mapToLong(durability::firstUnsentLine).min().orElse(Long.MAX_VALUE);
  }
}
