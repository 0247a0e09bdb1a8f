package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.failure.AttemptException;
import dev.convexairbyte.sync.relay.RecordCounts.Closed;
import java.util.List;
import java.util.Map;

/** What the platform makes of a destination's messages: the states that it sends back are saved. */
final class DestinationMessages {

  private final StateLedger ledger;
  private final Map<StreamDescriptor, StreamTally> tallies;
  private final SideMessages side;
  private final RelayListener listener;
  private volatile boolean hasAcknowledged;

  DestinationMessages(
      StateLedger ledger,
      Map<StreamDescriptor, StreamTally> tallies,
      SideMessages side,
      RelayListener listener) {
    this.ledger = ledger;
    this.tallies = tallies;
    this.side = side;
    this.listener = listener;
  }

  /**
   * Acts on a line.
   *
   * @throws AttemptException where the platform gives up the attempt
   */
  void accept(RawMessage message) {
    ObjectNode tree = side.tree(message);
    if (tree == null) {
      return;
    }
    switch (message.type()) {
      case "STATE" -> state(tree);
      case "TRACE" -> side.trace(tree);
      default -> side.other(message.type(), tree);
    }
  }

  private void state(ObjectNode message) {
    if (!(message.path("state") instanceof ObjectNode body)) {
      return;
    }
    AirbyteStateMessage state = SideMessages.bound(body, AirbyteStateMessage.class);
    if (state != null) {
      ledger.take(body, state).ifPresent(this::returned);
    }
  }

  private void returned(StateLedger.Returned returned) {
    listener.acknowledged(returned.state());
    hasAcknowledged = true;
    List<Closed> intervals = returned.intervals();
    if (intervals.size() > 1 && returned.rejected() > 0) {
      side.warn(
          "The destination rejected %,d records of a state of several streams, and does not say of which."
              .formatted(returned.rejected()));
    }
    for (Closed interval : intervals) {
      long rejected = intervals.size() == 1 ? returned.rejected() : 0;
      StreamTally tally = tallies.get(interval.stream());
      if (tally != null) {
        tally.acknowledged(interval.records() - rejected, rejected);
      }
    }
  }

  /** Whether something came back that was saved. */
  boolean hasAcknowledged() {
    return hasAcknowledged;
  }
}
