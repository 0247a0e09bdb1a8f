package dev.convexairbyte.sync.relay;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many records came since each stream's last STATE, by the platform's way of counting
 * (airbytehq/airbyte-platform, ParallelStreamStatsTracker): a STREAM state closes the interval of
 * its stream, a GLOBAL one of all that it lists, and answers for what was closed last of all
 * streams that there are. So a stream that a GLOBAL state leaves out is counted again.
 */
final class RecordCounts {

  private final Map<StreamDescriptor, Interval> intervals = new LinkedHashMap<>();

  /** The records of one stream. */
  static final class Interval {

    private final StreamDescriptor stream;
    private long open;
    private long closed;

    private Interval(StreamDescriptor stream) {
      this.stream = stream;
    }

    StreamDescriptor stream() {
      return stream;
    }

    void add() {
      open++;
    }

    private long close() {
      closed = open;
      open = 0;
      return closed;
    }
  }

  /** How many records of a stream a state is the first to cover. */
  record Closed(StreamDescriptor stream, long records) {}

  Interval of(StreamDescriptor stream) {
    return intervals.computeIfAbsent(stream, Interval::new);
  }

  List<Closed> close(Collection<StreamDescriptor> listed) {
    List<Closed> all = new ArrayList<>();
    listed.forEach(stream -> all.add(new Closed(stream, of(stream).close())));
    return all;
  }

  /** What a GLOBAL state answers for. */
  long lastClosed() {
    return intervals.values().stream().mapToLong(interval -> interval.closed).sum();
  }
}
