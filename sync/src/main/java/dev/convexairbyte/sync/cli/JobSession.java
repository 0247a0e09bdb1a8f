package dev.convexairbyte.sync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.ConnectionCatalog;
import dev.convexairbyte.sync.catalog.StreamNames;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.job.Job;
import dev.convexairbyte.sync.job.JobListener;
import dev.convexairbyte.sync.job.JobResult;
import dev.convexairbyte.sync.job.JobRun;
import dev.convexairbyte.sync.lock.SyncLock;
import dev.convexairbyte.sync.state.ConnectionMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the job of a command: takes the lock, asks the connectors, and tells how it goes. */
final class JobSession {

  private final Invocation invocation;
  private final ConnectionOptions options;
  private final Console console;

  JobSession(Invocation invocation, ConnectionOptions options) {
    this.invocation = invocation;
    this.options = options;
    this.console = options.output().console(invocation);
  }

  /**
   * Runs it and answers the exit code.
   *
   * @param names of the streams that are refreshed or cleared
   */
  int run(Job.Kind kind, List<String> names) throws InterruptedException {
    options.require(kind != Job.Kind.CLEAR);
    EndLine end = new EndLine(invocation, options.run().isJson());
    try {
      return runAlone(kind, names, end);
    } catch (ConnectorException e) {
      end.printFailed(e);
      throw e;
    } catch (InterruptedException e) {
      end.printStopped();
      throw e;
    }
  }

  private int runAlone(Job.Kind kind, List<String> names, EndLine end) throws InterruptedException {
    Path state = options.run().state();
    Optional<SyncLock> free = SyncLock.take(state);
    if (free.isEmpty()) {
      String sentence =
          "Tried to begin but failed because another sync is using %s; wait until it has ended."
              .formatted(state);
      // With --quiet the exit code is enough: cron would send a mail each time.
      console.tell(sentence);
      end.printBusy(sentence);
      return ExitCode.BUSY;
    }
    try (SyncLock lock = free.get()) {
      lock.clearAway(console::warn);
      try (Workplace place = new Workplace(invocation, options.output(), lock::started)) {
        lock.uses(place.folder());
        return run(kind, names, place, end);
      }
    }
  }

  private int run(Job.Kind kind, List<String> names, Workplace place, EndLine end)
      throws InterruptedException {
    ConnectorPair pair = options.open(invocation.home(), place, kind != Job.Kind.CLEAR);
    Path file = options.catalog();
    ConnectionCatalog catalog =
        file == null ? pair.discover(options.streams()) : ConnectionCatalog.read(file);
    Job job = job(kind, names, catalog);
    ConnectionMemory memory =
        ConnectionMemory.open(options.run().state(), options.run().supportsRefreshes());
    JobRun run =
        new JobRun(
            job, memory, pair, options.run().forJob(), invocation.surroundings(), listener(pair));
    invocation.stopSignal().runs(run);
    console.tell(Summary.beginning(job));
    JobResult result;
    Progress progress = Progress.follow(run, console, invocation.surroundings().nanos());
    try {
      result = run.run();
    } finally {
      progress.close();
    }
    Summary summary = new Summary(result, progress.elapsed());
    end.print(summary);
    console.tell(summary.table());
    if (result.isSuccess()) {
      console.tell(summary.ending());
      return ExitCode.DONE;
    }
    console.warn(summary.ending());
    return ExitCode.FAILED;
  }

  private static Job job(Job.Kind kind, List<String> names, ConnectionCatalog catalog) {
    if (kind == Job.Kind.SYNC) {
      return Job.sync(catalog);
    }
    StreamNames chosen = new StreamNames(names);
    chosen.requireAll(catalog.descriptors());
    Set<StreamDescriptor> streams =
        catalog.descriptors().stream().filter(chosen::match).collect(Collectors.toSet());
    return new Job(kind, catalog, streams);
  }

  private JobListener listener(ConnectorPair pair) {
    return new JobListener() {
      @Override
      public void retries(int attempt, Failure failure, Duration wait) {
        console.warn(
            "Attempt %d failed%s: %s"
                .formatted(
                    attempt,
                    wait.isZero()
                        ? ", another follows"
                        : ", another follows in " + Times.words(wait),
                    failure.sentence()));
      }

      @Override
      public void doubts(String sentence) {
        console.warn("WARN " + sentence);
      }

      @Override
      public void configured(Party party, JsonNode config) {
        pair.configured(party, config);
      }
    };
  }
}
