package dev.convexairbyte.sync.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.ConnectionCatalog;
import dev.convexairbyte.sync.catalog.TestCatalog;
import dev.convexairbyte.sync.catalog.WriteMode;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.job.Connectors;
import dev.convexairbyte.sync.job.Job;
import dev.convexairbyte.sync.job.JobListener;
import dev.convexairbyte.sync.job.JobResult;
import dev.convexairbyte.sync.job.JobRun;
import dev.convexairbyte.sync.model.ModelDestination.Row;
import dev.convexairbyte.sync.model.ModelStream.Change;
import dev.convexairbyte.sync.program.JobFolder;
import dev.convexairbyte.sync.program.RunningProgram;
import dev.convexairbyte.sync.relay.Patience;
import dev.convexairbyte.sync.state.ConnectionMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever dies at whatever moment, what a job promises of each stream is so when it has succeeded.
 */
@Timeout(60)
class JobModelTest {

  private static final int SEEDS = 300;
  private static final List<String> MODES =
      List.of(
          "incremental+append_dedup",
          "incremental+append",
          "full_refresh+append",
          "full_refresh+overwrite",
          "full_refresh+overwrite_dedup");

  @TempDir private Path folder;

  static LongStream seeds() {
    return new Random().longs(SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyStreamIsWhatItsModePromises(long seed) throws Exception {
    new Trial(new Random(seed), Files.createTempDirectory(folder, "trial")).run();
  }

  /** Some jobs of one connection. */
  private static final class Trial implements Connectors, JobListener {

    private final Random random;
    private final Path state;
    private final boolean withGenerations;
    private final ConnectionCatalog catalog;
    private final List<ModelStream> streams = new ArrayList<>();
    private final ModelSource source;
    private final ModelDestination destination;
    private final List<String> doubts = new ArrayList<>();
    private final List<Path> takesNoMore = new ArrayList<>();
    private boolean isDisturbed;
    private int undisturbedAttempt;
    private int attempts;

    Trial(Random random, Path folder) {
      this.random = random;
      this.state = folder.resolve("state.json");
      this.withGenerations = random.nextBoolean();
      String[] chosen = new String[1 + random.nextInt(3)];
      for (int stream = 0; stream < chosen.length; stream++) {
        String resumable = random.nextBoolean() ? "~" : "";
        chosen[stream] = "s" + stream + resumable + ":" + MODES.get(random.nextInt(MODES.size()));
      }
      this.catalog = TestCatalog.of(chosen);
      catalog.streams().forEach(stream -> streams.add(new ModelStream(stream)));
      this.source = new ModelSource(streams, random.nextInt(3) == 0, random);
      this.destination = new ModelDestination(random);
    }

    void run() throws Exception {
      int jobs = 1 + random.nextInt(4);
      for (int job = 0; job < jobs; job++) {
        streams.forEach(stream -> stream.grow(random));
        switch (random.nextInt(6)) {
          case 0, 1 -> dieWhileItBegins(any());
          case 2 -> giveUp(any());
          default -> succeed(any());
        }
      }
      streams.forEach(stream -> stream.grow(random));
      succeed(Job.sync(catalog));
    }

    private Job any() {
      if (random.nextInt(3) > 0) {
        return Job.sync(catalog);
      }
      List<Job.Kind> kinds = List.of(Job.Kind.values());
      Job.Kind kind = kinds.get(random.nextInt(kinds.size()));
      if (kind == Job.Kind.SYNC || (kind != Job.Kind.CLEAR && !withGenerations)) {
        return Job.sync(catalog);
      }
      Set<StreamDescriptor> some = new HashSet<>();
      some.add(streams.get(random.nextInt(streams.size())).stream().descriptor());
      some.add(streams.get(random.nextInt(streams.size())).stream().descriptor());
      return new Job(kind, catalog, some);
    }

    /** The first of its files that cannot be replaced is the last thing that the job gets to. */
    private void dieWhileItBegins(Job job) throws Exception {
      String[] files = {"state.json", "state.json.generations"};
      Path next = state.resolveSibling(files[random.nextInt(files.length)] + ".next");
      Files.createDirectories(next.resolve("in the way"));
      takesNoMore.add(next);
      run(job, 1, 1);
      clearTheWay();
    }

    private void giveUp(Job job) throws Exception {
      run(job, 1 + random.nextInt(2), Integer.MAX_VALUE);
    }

    private void succeed(Job job) throws Exception {
      JobResult result = run(job, Integer.MAX_VALUE, 4);

      assertThat(result.isSuccess()).as("%s %s", job, result.failure()).isTrue();
      for (ModelStream stream : streams) {
        check(stream, job);
      }
    }

    /**
     * Runs it.
     *
     * @param undisturbed the first attempt in which nobody dies
     */
    private JobResult run(Job job, int mostAttempts, int undisturbed) throws InterruptedException {
      attempts = 0;
      undisturbedAttempt = undisturbed;
      isDisturbed |= job.kind() != Job.Kind.SYNC;
      JobRun run =
          new JobRun(
              job,
              ConnectionMemory.open(state, withGenerations),
              this,
              new JobRun.Options(mostAttempts, false, false, Patience.OF_THE_PLATFORM),
              new JobRun.Surroundings(Clock.systemUTC(), System::nanoTime, time -> {}),
              this);
      JobResult result = run.run();

      isDisturbed |= !result.isSuccess();
      assertThat(doubts).isEmpty();
      return result;
    }

    /** Once its programs run, all that they have done counts. */
    private void clearTheWay() {
      for (Path next : takesNoMore) {
        JobFolder.delete(next);
      }
      takesNoMore.clear();
    }

    private void check(ModelStream stream, Job job) {
      List<Row> rows = destination.table(stream.name());
      boolean isChosen = job.chosen().contains(stream.stream().descriptor());
      String what =
          "%s (%s) after %s".formatted(stream.name(), stream.stream().modes(), job.kind());
      if (job.kind() == Job.Kind.CLEAR) {
        if (isChosen) {
          assertThat(rows).as(what).isEmpty();
        }
        return;
      }
      List<Change> written = rows.stream().map(row -> new Change(row.key(), row.value())).toList();
      WriteMode mode = stream.stream().writeMode();
      if (mode == WriteMode.APPEND_DEDUP || (mode.dedups() && withGenerations)) {
        assertThat(written).as(what).containsExactlyInAnyOrderElementsOf(stream.table());
      } else {
        assertThat(written).as(what).containsAll(stream.log());
      }
      if (mode.overwrites() || (isChosen && job.kind() == Job.Kind.TRUNCATE_REFRESH)) {
        assertThat(rows.stream().map(Row::generation).distinct()).as(what).hasSizeLessThan(2);
      }
      if (mode == WriteMode.OVERWRITE && !isGoneOnWith(stream)) {
        assertThat(written).as(what).isEqualTo(stream.log());
      }
      if (stream.stream().modes().equals("incremental, append") && !isDisturbed) {
        assertThat(written).as(what).isEqualTo(stream.log());
      }
    }

    /** What was acknowledged before a death may come again then. */
    private boolean isGoneOnWith(ModelStream stream) {
      return withGenerations && stream.stream().isResumable();
    }

    @Override
    public RunningProgram read(JsonNode streamsToRead, ArrayNode states) {
      return source.run(states, attempts < undisturbedAttempt);
    }

    @Override
    public RunningProgram write(JsonNode streamsToWrite) {
      clearTheWay();
      attempts++;
      return destination.run(streamsToWrite, attempts < undisturbedAttempt);
    }

    @Override
    public void retries(int attempt, Failure failure, Duration wait) {
      isDisturbed = true;
      assertThat(failure.sentence()).contains("ended with exit code 1");
    }

    @Override
    public void doubts(String sentence) {
      doubts.add(sentence);
    }

    @Override
    public void configured(Party party, JsonNode config) {
      throw new AssertionError("nobody changes a config");
    }
  }
}
