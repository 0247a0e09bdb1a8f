package dev.convexairbyte.source.read;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says now and then how far a read is, so that a long one is not a silent one. */
final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private final List<StreamRead> streams;
  private final InstantSource clock;
  private Instant lastReport;

  Progress(List<StreamRead> streams, InstantSource clock) {
    this.streams = streams;
    this.clock = clock;
    this.lastReport = clock.instant();
  }

  /** A page has ended. */
  void pageEnded() {
    Instant now = clock.instant();
    if (now.isBefore(lastReport.plus(BETWEEN_REPORTS))) {
      return;
    }
    lastReport = now;
    LOG.info("Records read so far: {}.", records());
  }

  long records() {
    return streams.stream().mapToLong(StreamRead::records).sum();
  }
}
