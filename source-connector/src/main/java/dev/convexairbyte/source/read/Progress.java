package dev.convexairbyte.source.read;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says now and then how far a read is, so that a long one is not a silent one. */
final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private final List<StreamRead> streams;
  private final InstantSource clock;
  private final Supplier<Optional<Instant>> serverTime;
  private Instant lastReport;
  private long recordsAtLastReport;

  /**
   * @param serverTime by the deployment's clock, since ours may be wrong
   */
  Progress(List<StreamRead> streams, InstantSource clock, Supplier<Optional<Instant>> serverTime) {
    this.streams = streams;
    this.clock = clock;
    this.serverTime = serverTime;
    this.lastReport = clock.instant();
  }

  /**
   * A page of a snapshot has ended.
   *
   * @param current null while all tables were empty
   */
  void tableRead(@Nullable StreamRead current) {
    LOG.debug("A page of the snapshot has ended.");
    if (isTime()) {
      report(current == null ? "" : ", now in table " + current.descriptor());
    }
  }

  /**
   * A page of the log has ended.
   *
   * @param cursor up to where it is read, in nanoseconds since the epoch
   */
  void logRead(long cursor, boolean hasMore) {
    LOG.debug("A page of the log has ended at {}.", cursor);
    if (isTime()) {
      Instant read = Instant.ofEpochSecond(0, cursor);
      // At the end of the log the newest commit may be hours old: that is no lag.
      String lag =
          hasMore
              ? serverTime
                  .get()
                  .map(now -> ", " + behind(read, now) + " s behind the deployment's clock")
                  .orElse("")
              : "";
      report(", the log is read up to " + read + lag);
    }
  }

  private static long behind(Instant read, Instant now) {
    return Math.max(0, Duration.between(read, now).toSeconds());
  }

  private boolean isTime() {
    return !clock.instant().isBefore(lastReport.plus(BETWEEN_REPORTS));
  }

  private void report(String place) {
    Instant now = clock.instant();
    long records = records();
    long milliseconds = Math.max(1, Duration.between(lastReport, now).toMillis());
    LOG.info(
        "Records read so far: {}, {} a second{}.",
        records,
        (records - recordsAtLastReport) * 1_000 / milliseconds,
        place);
    lastReport = now;
    recordsAtLastReport = records;
  }

  long records() {
    return streams.stream().mapToLong(StreamRead::records).sum();
  }
}
