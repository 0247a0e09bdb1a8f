package dev.convexairbyte.sync.relay;

import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.sync.catalog.ConnectionStream;
import dev.convexairbyte.sync.catalog.WriteMode;
import dev.convexairbyte.sync.failure.AttemptException;
import dev.convexairbyte.sync.failure.Party;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One stream of an attempt: what its records must be like, and how many came. */
final class RelayedStream {

  private final ConnectionStream stream;
  private final StreamTally tally;
  private final RecordCounts.Interval count;
  private final @Nullable KeyPresence key;
  private final @Nullable ColumnSelection selection;
  private boolean hasState;
  private boolean isComplete;

  RelayedStream(
      ConnectionStream stream,
      StreamTally tally,
      RecordCounts.Interval count,
      boolean selectsColumns) {
    this.stream = stream;
    this.tally = tally;
    this.count = count;
    boolean needsKey =
        stream.syncMode() == SyncMode.INCREMENTAL && stream.writeMode() == WriteMode.APPEND_DEDUP;
    this.key = needsKey ? new KeyPresence(stream.primaryKey()) : null;
    this.selection = selectsColumns ? new ColumnSelection(stream.columns()) : null;
  }

  ConnectionStream stream() {
    return stream;
  }

  StreamTally tally() {
    return tally;
  }

  /**
   * Hands a record on and counts it.
   *
   * @throws AttemptException where it has no key and needs one
   */
  void take(RawMessage message, DestinationInput destination) throws IOException {
    if (key != null && !key.isIn(message.bytes(), message.dataStart(), message.dataEnd())) {
      throw AttemptException.system(
          Party.SOURCE,
          "Tried to take a record of %s but failed because all fields of its primary key are missing or null; choose another key, or report it to the source's maintainers."
              .formatted(stream.descriptor()));
    }
    if (selection == null) {
      destination.line(message.bytes(), message.start(), message.end());
    } else {
      destination.line(selection.of(message));
    }
    count.add();
    tally.recordRead(message.length());
  }

  /** The source has printed a state of this stream alone. */
  void sawState() {
    hasState = true;
  }

  /** The source says that it has read all of it. */
  void sawComplete() {
    isComplete = true;
  }

  boolean isComplete() {
    return isComplete;
  }

  /** Whether the platform sends a state in the source's place (MissingStateInjector). */
  boolean missesState() {
    return stream.syncMode() == SyncMode.FULL_REFRESH && !stream.isResumable() && !hasState;
  }
}
