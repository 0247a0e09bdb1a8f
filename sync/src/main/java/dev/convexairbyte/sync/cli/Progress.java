package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.JobRun;
import dev.convexairbyte.sync.relay.StreamTally;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** Says every ten seconds how far a job is, if it is any further. */
final class Progress implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final JobRun job;
  private final Console console;
  private final LongSupplier nanos;
  private final long start;
  private final Map<StreamTally, Long> readBefore = new HashMap<>();
  private final Thread thread = new Thread(this::report, "progress");
  private long before;

  private Progress(JobRun job, Console console, LongSupplier nanos) {
    this.job = job;
    this.console = console;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.before = start;
  }

  static Progress follow(JobRun job, Console console, LongSupplier nanos) {
    Progress progress = new Progress(job, console, nanos);
    progress.thread.setDaemon(true);
    progress.thread.start();
    return progress;
  }

  /** Since the job began. */
  Duration elapsed() {
    return Duration.ofNanos(nanos.getAsLong() - start);
  }

  private void report() {
    try {
      while (true) {
        Thread.sleep(BETWEEN.toMillis());
        String line = line();
        if (!line.isEmpty()) {
          console.tell(line);
        }
      }
    } catch (InterruptedException e) {
      // The job has ended.
    }
  }

  /** What was read since the last line; empty where nothing was. */
  String line() {
    List<StreamTally> streams = job.streams();
    long now = nanos.getAsLong();
    StreamTally busiest = streams.get(0);
    long most = 0;
    long fresh = 0;
    for (StreamTally stream : streams) {
      long read = stream.read();
      Long earlier = readBefore.put(stream, read);
      long more = read - (earlier == null ? 0 : earlier);
      fresh += more;
      if (more > most) {
        most = more;
        busiest = stream;
      }
    }
    double seconds = (now - before) / 1e9;
    before = now;
    if (fresh == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%s  %,d records read (%s), %,d written; %,.0f records/s, now %s",
        Times.clock(elapsed()),
        sum(streams, StreamTally::read),
        Times.size(sum(streams, StreamTally::bytes)),
        sum(streams, StreamTally::written),
        fresh / seconds,
        busiest.stream());
  }

  private static long sum(List<StreamTally> streams, ToLongFunction<StreamTally> count) {
    return streams.stream().mapToLong(count).sum();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
