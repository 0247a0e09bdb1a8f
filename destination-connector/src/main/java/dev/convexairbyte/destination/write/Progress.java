package dev.convexairbyte.destination.write;

import dev.convexairbyte.destination.plan.StreamPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines of a write: its start, how far it is, and what became of each stream. */
final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private final StreamWriters writers;
  private final int lanes;
  private final InstantSource clock;
  private long reportedMillis;
  private long reportedRecords;
  private long reportedWaits;
  private boolean isEnded;

  /**
   * @param lanes how many requests may be under way
   */
  Progress(StreamWriters writers, int lanes, InstantSource clock) {
    this.writers = writers;
    this.lanes = lanes;
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

  /**
   * Says how far the write is, if that was not said just now and something goes on.
   *
   * @param reading the stream that is being read, null before the first record
   */
  void report(@Nullable StreamPlan reading, BatchFlow flow) {
    long now = clock.millis();
    long elapsed = now - reportedMillis;
    if (elapsed < BETWEEN_REPORTS.toMillis()) {
      return;
    }
    long records = writers.recordsWritten();
    if (records > reportedRecords || flow.underWay() > 0) {
      long waits = flow.waitedMillis() - reportedWaits;
      LOG.info(
          "Records written: {} ({}/s), now reading {}; requests under way: {} of {}; waiting mostly"
              + " for {} ({} of the last {} s for Convex).",
          records,
          (records - reportedRecords) * 1000 / elapsed,
          reading == null ? "no stream" : reading.stream() + " for table " + reading.table(),
          flow.underWay(),
          lanes,
          waits * 2 > elapsed ? "Convex" : "the source",
          waits / 1000,
          elapsed / 1000);
    }
    reportedMillis = now;
    reportedRecords = records;
    reportedWaits = flow.waitedMillis();
  }

  /** Says of every stream what became of its records; once. */
  void end() {
    if (isEnded) {
      return;
    }
    isEnded = true;
    for (StreamWriter writer : writers.all()) {
      LOG.info(
          "Stream {} to table {}: {}.",
          writer.plan().stream(),
          writer.plan().table(),
          writer.totals());
    }
  }
}
