package dev.convexairbyte.destination.death;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.destination.death.Killer.Moment;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Some jobs of one connection to one deployment, each tried until it succeeds. */
final class Trial implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_JOBS = 3;

  /** The attempt of a job that nothing disturbs but what passes. */
  private static final int LAST_ATTEMPT = 3;

  private final Random random;
  private final Path files;
  private final Tally tally;
  private final Connection connection;
  private final Platform platform;
  private final Traffic traffic;
  private final AtomicInteger sleepsUntilRelease = new AtomicInteger();
  private final ModelClock clock;
  private final StubBackend backend;
  private final Tables tables;
  private final Copies copies;

  Trial(long seed, Path files, Tally tally) {
    this.random = new Random(seed);
    this.files = files;
    this.tally = tally;
    this.connection = Connection.any(random);
    ChangeMaker maker = new ChangeMaker(random, connection);
    this.platform = new Platform(connection, random, maker, tally);
    this.traffic = new Traffic(tally);
    this.clock = new ModelClock(this::slept);
    this.backend =
        StubBackend.start(
            StubSettings.builder()
                .seed(seed)
                .clock(clock)
                .indexBackfill(Duration.ofSeconds(random.nextInt(3) == 0 ? 45 : 0))
                .requestListener(traffic)
                .build());
    this.tables = new Tables(backend);
    this.copies = new Copies(platform, tables);
    connection.streams().forEach(stream -> fill(stream, maker));
    backend.setSchema(Declared.schema(connection.streams()));
  }

  /** Rows from before the connection, as somebody else may have left them. */
  private void fill(CopiedStream stream, ChangeMaker maker) {
    List<Change> rows = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    int count = random.nextInt(4);
    for (int row = 0; row < count; row++) {
      Change change = maker.upsert(stream);
      if (keys.add(change.key()) || !stream.kind().isKeyed()) {
        rows.add(change);
      }
    }
    tables.know(stream, rows);
    copies.add(stream, rows);
    backend.insert(stream.table(), rows.stream().map(Trial::document).toArray(ObjectNode[]::new));
  }

  private static ObjectNode document(Change change) {
    try {
      return (ObjectNode) JSON.readTree(change.stored());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void slept() {
    if (sleepsUntilRelease.getAndDecrement() == 1) {
      backend.releaseIndexBackfill();
    }
  }

  void run() {
    tally.count("trial");
    tally.count("driver " + connection.driver());
    tally.count("states " + connection.style());
    for (CopiedStream stream : connection.streams()) {
      tally.count("kind " + stream.kind());
      tally.count("declared " + stream.declared());
    }
    int jobs = 1 + random.nextInt(MOST_JOBS);
    for (int job = 1; job <= jobs; job++) {
      platform.beginJob();
      boolean hasSucceeded = false;
      for (int attempt = 1; !hasSucceeded; attempt++) {
        hasSucceeded = attempt(job, attempt);
      }
    }
  }

  private boolean attempt(int job, int attempt) {
    boolean isLast = attempt == LAST_ATTEMPT;
    Script script = platform.script(!isLast);
    Troubles troubles =
        !isLast && random.nextInt(5) == 0 ? Troubles.lasting(random) : Troubles.passing(random);
    Door door = Door.to(backend.url());
    Killer killer =
        isLast || random.nextInt(3) == 0 ? Killer.none() : Killer.any(random, script, door::shut);
    AtomicInteger taken = new AtomicInteger();
    Oracle oracle = new Oracle(script, connection.streams(), tables, taken::get, traffic::inDoubt);
    holdIndexes();
    backend.faults().replace(troubles.rules());
    traffic.begin(killer);
    Attempt run = new Attempt(files, clock, killer);

    int exitCode =
        run.run(
            config(door),
            new Catalog(script.assignment(), random).json(),
            new MortalInput(script.lines(), killer, clock, new Random(random.nextLong()), taken),
            new WatchedOutput(killer, line -> oracle.printed(line, killer.isRead())));

    door.close();
    backend.releaseIndexBackfill();
    Verdict verdict = new Verdict(script, troubles, killer, hasRefused(script), exitCode);
    count(script, troubles, killer, oracle);
    verdict.problem().ifPresent(oracle::add);
    oracle.ended(verdict.isOrderly());
    platform.ended(oracle.acknowledged(), verdict.isSuccess());
    if (verdict.isSuccess()) {
      copies.succeeded(script.assignment(), oracle::add);
    }
    assertThat(oracle.problems())
        .as(
            "job %d, attempt %d, %s, %s, %s %s",
            job, attempt, verdict, connection, troubles, run.errors())
        .isEmpty();
    if (hasRefused(script)) {
      connection.acceptLargeIntegers();
    }
    return verdict.isSuccess();
  }

  private boolean hasRefused(Script script) {
    return connection.refusesLargeIntegers()
        && !connection.skips()
        && script.records().stream().anyMatch(line -> line.change().hasLargeInteger());
  }

  /** Some attempts find the deployment slow to build an index. */
  private void holdIndexes() {
    sleepsUntilRelease.set(0);
    if (random.nextInt(6) == 0) {
      sleepsUntilRelease.set(1 + random.nextInt(6));
      backend.holdIndexBackfill();
      tally.count("index held");
    }
  }

  private ObjectNode config(Door door) {
    return connection
        .settings()
        .deepCopy()
        .put("deployment_url", door.url() + (random.nextBoolean() ? "/" : ""))
        .put("access_key", backend.adminKey());
  }

  private void count(Script script, Troubles troubles, Killer killer, Oracle oracle) {
    if (troubles.isLasting()) {
      tally.count("fault that lasts");
    }
    boolean isCut = killer.isDead() || !killer.isRead();
    tally.count("end " + (isCut ? killer.moment() : Moment.NEVER));
    tally.count(script.isWhole() ? "source whole" : "source broken off");
    if (script.records().stream().anyMatch(line -> line.change().isSkipped())) {
      tally.count("record skipped");
    }
    if (script.isTorn()) {
      tally.count("input torn");
    }
    if (traffic.inDoubt() > 0) {
      tally.count("import in doubt");
    }
    if (script.assignment().hasHeld()) {
      tally.count("states held");
    }
    oracle.acknowledged().forEach(state -> tally.count("acknowledged"));
  }

  @Override
  public void close() {
    backend.close();
  }
}
