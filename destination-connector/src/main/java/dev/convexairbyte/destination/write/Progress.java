package dev.convexairbyte.destination.write;

import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines of a write: its start, how far it is, and what it wrote. */
final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private final StreamWriters writers;
  private final InstantSource clock;
  private long reportedMillis;

  Progress(StreamWriters writers, InstantSource clock) {
    this.writers = writers;
    this.clock = clock;
    this.reportedMillis = clock.millis();
  }

  void start() {
    LOG.info(
        "Streams to write: {}, to the tables {}.",
        writers.all().size(),
        writers.all().stream()
            .map(writer -> writer.plan().table())
            .collect(Collectors.joining(", ")));
  }

  /** Says how far the write is, if that was not said just now. */
  void report() {
    long now = clock.millis();
    if (now - reportedMillis >= BETWEEN_REPORTS.toMillis()) {
      reportedMillis = now;
      LOG.info("Records written so far: {}.", writers.recordsWritten());
    }
  }

  void end() {
    for (StreamWriter writer : writers.all()) {
      LOG.info("Records written to {}: {}.", writer.plan().table(), writer.recordsWritten());
    }
  }
}
