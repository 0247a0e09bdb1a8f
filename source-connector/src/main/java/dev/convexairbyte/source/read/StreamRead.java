package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.io.RecordWriter;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamStatus;
import dev.convexairbyte.cdk.message.AirbyteStreamStatusReason;
import dev.convexairbyte.cdk.message.AirbyteStreamStatusTraceMessage;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.client.Selection;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream within one read: where it stands, and what was said of it. */
final class StreamRead {

  private static final Logger LOG = LoggerFactory.getLogger(StreamRead.class);

  /** A page's end is a checkpoint for a stream once it has had this much since its last. */
  private static final long CHECKPOINT_RECORDS = 1_000;

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  private final StreamDescriptor descriptor;
  private final TablePath table;
  private final boolean incremental;
  private final MessageWriter output;
  private final RecordWriter recordWriter;
  private final InstantSource clock;
  private StreamPosition position;
  private long records;
  private long recordsSinceState;
  private Instant lastState;
  private Instant started;
  private SortedSet<String> excludedColumns = Collections.emptySortedSet();
  private @Nullable Predicate<String> exclusion;
  private boolean savesChoiceFirst;
  private volatile AirbyteStreamStatus status = AirbyteStreamStatus.STARTED;
  private volatile boolean saidRateLimited;

  StreamRead(
      StreamDescriptor descriptor,
      boolean incremental,
      StreamPosition position,
      MessageWriter output,
      InstantSource clock) {
    this.descriptor = descriptor;
    this.table = tableOf(descriptor);
    this.incremental = incremental;
    this.savesChoiceFirst = incremental;
    this.position = position;
    this.output = output;
    this.recordWriter = output.recordWriter(descriptor);
    this.clock = clock;
    this.started = clock.instant();
    this.lastState = started;
  }

  /**
   * Leaves fields out.
   *
   * @param columns those that the table is known to have
   * @param exclusion also judges those that appear later
   */
  void exclude(Collection<String> columns, Predicate<String> exclusion) {
    this.exclusion = exclusion;
    this.excludedColumns =
        columns.stream().filter(exclusion).collect(Collectors.toCollection(TreeSet::new));
  }

  /** A full refresh is to save the choice of its snapshot as an incremental stream does. */
  void saveChoiceFirst() {
    savesChoiceFirst = true;
  }

  /** Whether a field could be left out. */
  boolean leavesOutFields() {
    return exclusion != null;
  }

  boolean excludes(String field) {
    return exclusion != null && exclusion.test(field);
  }

  /** What the backend is asked for: these tables without their excluded columns. */
  static Selection selection(Collection<StreamRead> streams) {
    return Selection.of(
        streams.stream()
            .collect(Collectors.toMap(StreamRead::table, stream -> stream.excludedColumns)));
  }

  StreamDescriptor descriptor() {
    return descriptor;
  }

  /** The namespace of a stream is the path of its component. */
  private static TablePath tableOf(StreamDescriptor descriptor) {
    String component = descriptor.namespace();
    return new TablePath(component == null ? "" : component, descriptor.name());
  }

  TablePath table() {
    return table;
  }

  boolean isIncremental() {
    return incremental;
  }

  StreamPosition position() {
    return position;
  }

  long records() {
    return records;
  }

  void start() {
    started = clock.instant();
    say(AirbyteStreamStatus.STARTED);
  }

  /**
   * Chooses the snapshot that the table is read from. An incremental stream saves the choice before
   * any record. A full refresh does not, unless it is told to: to the destination of an overwrite
   * without statuses a STATE without records means that the table is empty.
   */
  void begin(long snapshot) {
    position = new StreamPosition.InSnapshot(snapshot, null);
    if (savesChoiceFirst) {
      saveState();
    }
  }

  /** The saved place is lost: the table is to be read again. Says nothing of it yet. */
  void restart() {
    position = new StreamPosition.Unread();
  }

  void write(RecordWriter.RecordBody record) {
    recordWriter.write(record);
    records++;
    recordsSinceState++;
    if (status == AirbyteStreamStatus.STARTED) {
      say(AirbyteStreamStatus.RUNNING);
    }
  }

  /**
   * A page has ended for this stream: everything up to {@code position} is out. A stream that had
   * no records moves on as well, or the next walk would have to begin where it last had some.
   */
  void advance(StreamPosition position) {
    sayIfNoLongerRateLimited();
    boolean tableFinished =
        position instanceof StreamPosition.InLog
            && !(this.position instanceof StreamPosition.InLog);
    boolean moved = !position.equals(this.position);
    this.position = position;
    if (recordsSinceState >= CHECKPOINT_RECORDS
        || (recordsSinceState > 0 && tableFinished)
        || (moved && isCheckpointOverdue())) {
      saveState();
    }
  }

  private boolean isCheckpointOverdue() {
    return !clock.instant().isBefore(lastState.plus(CHECKPOINT_INTERVAL));
  }

  /**
   * The last state of this read, sent whether or not there were records: see docs/INVARIANTS.md.
   */
  void complete() {
    if (isEnded()) {
      return;
    }
    saveState();
    sayIfNoLongerRateLimited();
    if (status == AirbyteStreamStatus.STARTED) {
      say(AirbyteStreamStatus.RUNNING);
    }
    say(AirbyteStreamStatus.COMPLETE);
    LOG.info(
        "Stream {} is complete: {} records in {} s.",
        descriptor,
        records,
        Duration.between(started, clock.instant()).toSeconds());
  }

  void incomplete() {
    if (!isEnded()) {
      say(AirbyteStreamStatus.INCOMPLETE);
    }
  }

  private boolean isEnded() {
    return status == AirbyteStreamStatus.COMPLETE || status == AirbyteStreamStatus.INCOMPLETE;
  }

  private void saveState() {
    output.write(AirbyteMessage.of(StateFormat.write(descriptor, position, recordsSinceState)));
    recordsSinceState = 0;
    lastState = clock.instant();
  }

  /**
   * The deployment asks to be left alone. Safe for use by the thread that waits.
   *
   * @param until when it will be asked again
   */
  void waitsForQuota(Instant until) {
    if (isEnded()) {
      return;
    }
    saidRateLimited = true;
    say(
        AirbyteStreamStatus.RUNNING,
        List.of(
            new AirbyteStreamStatusReason(
                AirbyteStreamStatusReason.Type.RATE_LIMITED,
                new AirbyteStreamStatusReason.RateLimited(until.toEpochMilli()))));
  }

  private void sayIfNoLongerRateLimited() {
    if (saidRateLimited) {
      saidRateLimited = false;
      say(AirbyteStreamStatus.RUNNING);
    }
  }

  private void say(AirbyteStreamStatus status) {
    say(status, null);
  }

  private void say(AirbyteStreamStatus status, @Nullable List<AirbyteStreamStatusReason> reasons) {
    this.status = status;
    output.write(
        AirbyteMessage.of(
            AirbyteTraceMessage.of(
                clock.millis(), new AirbyteStreamStatusTraceMessage(descriptor, status, reasons))));
  }
}
