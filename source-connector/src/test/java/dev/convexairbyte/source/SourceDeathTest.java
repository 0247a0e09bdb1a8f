package dev.convexairbyte.source;

import static dev.convexairbyte.source.ModelApplication.any;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.client.Backoff;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The source dies anywhere in its output and goes on from the last states that it printed, with
 * other streams than before and faults on the way, while the deployment goes on being used, also
 * between the pages; in the end it has printed the tables. Every state on the way is held to what
 * it says, so that each could be the one that is gone on from. Most seeds have small pages, some
 * the real ones.
 */
class SourceDeathTest {

  private static final int DEATHS = 4;

  /** More attempts than there are faults in a read. */
  private static final Backoff PATIENT =
      new Backoff(4, Duration.ZERO, 1, Duration.ZERO, Duration.ofMinutes(1));

  private static final List<String> PAGES = List.of("/api/list_snapshot", "/api/document_deltas");
  private static final List<String> PATHS =
      List.of("/api/list_snapshot", "/api/document_deltas", "/api/get_table_column_names");

  private static final List<Fault> FAULTS =
      List.of(
          Fault.SERVICE_UNAVAILABLE,
          Fault.TOO_MANY_REQUESTS,
          Fault.INTERNAL_SERVER_ERROR,
          Fault.OUT_OF_RETENTION,
          Fault.REQUEST_TIMEOUT,
          Fault.DISCONNECT_BEFORE_RESPONSE,
          Fault.RESET_BEFORE_RESPONSE,
          Fault.RESET_DURING_BODY);

  private static final List<Fault> CUTS =
      List.of(Fault.DISCONNECT_DURING_BODY, Fault.TRUNCATED_BODY);

  private static final List<TablePath> INCREMENTAL =
      List.of(
          ModelApplication.USERS,
          ModelApplication.BULK,
          ModelApplication.EMPTY,
          ModelApplication.SESSIONS);

  /** Incremental with one seed, full refresh with another. */
  private static final List<TablePath> EITHER =
      List.of(
          ModelApplication.EXACT,
          ModelApplication.POSTS,
          ModelApplication.LATE,
          ModelApplication.USERS_OF_AUTH);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverTheMomentOfDeathNoRowIsMissed(long seed) {
    Random random = new Random(seed);
    Random meanwhile = new Random(-seed);
    boolean realSizes = seed % 100 == 0;
    int snapshotPage = realSizes ? 1_024 : 2 + random.nextInt(15);
    int bulk = realSizes ? 5_000 : 50;
    AtomicInteger writesToCome = new AtomicInteger();
    AtomicReference<ModelApplication> application = new AtomicReference<>();
    StubSettings.Builder settings =
        StubSettings.builder()
            .snapshotPageRows(snapshotPage)
            .deltaPageRows(realSizes ? 128 : 2 + random.nextInt(15))
            .seed(seed)
            .requestListener(
                request ->
                    writeMeanwhile(
                        Objects.requireNonNull(application.get()),
                        request,
                        meanwhile,
                        writesToCome));
    try (ModelDeployment deployment = new ModelDeployment(settings)) {
      ModelApplication app = new ModelApplication(deployment);
      application.set(app);
      app.begin(random, snapshotPage, bulk);
      Copies copies = new Copies(deployment, random);
      SourceRun source =
          new SourceRun(deployment.backend(), seed % 3 == 0 ? Clock.systemUTC() : hasty())
              .with(PATIENT)
              .loggingAt(Level.ERROR);
      for (int death = 0; death < DEATHS; death++) {
        makeFail(deployment.backend(), random);
        writesToCome.set(random.nextInt(12));
        exclude(source, random);
        long lines = random.nextInt(realSizes ? 8_000 : 200);
        List<TablePath> streams = someStreams(random);

        readUntilDeath(source, copies, streams, lines, random.nextInt(300));

        writesToCome.set(0);
        app.write(random, random.nextInt(15));
        if (random.nextInt(4) == 0) {
          app.fill(ModelApplication.BULK, bulk);
        }
      }
      deployment.backend().faults().clear();
      source.excluding("*.secret", "hushed");

      readUntilDeath(source, copies, allStreams(), Long.MAX_VALUE, 0);

      copies.assertAreTheTables();
      source.read(copies.states(INCREMENTAL), copies.catalog(INCREMENTAL));
      assertThat(source.records()).as("what comes when nothing has changed").isEmpty();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("With seed " + seed + ": " + e.getMessage(), e);
    }
  }

  /** Eleven seconds pass between any two looks: the end of every page is a checkpoint. */
  private static InstantSource hasty() {
    AtomicLong looks = new AtomicLong();
    return () -> Instant.ofEpochSecond(looks.incrementAndGet() * 11);
  }

  private static void readUntilDeath(
      SourceRun source, Copies copies, List<TablePath> streams, long lines, int bytes) {
    List<AirbyteStateMessage> states = copies.states(streams);
    copies.beginRead(streams);
    try {
      source.read(lines, bytes, states, copies.catalog(streams));
    } catch (UncheckedIOException e) {
      // The pipe closed: the death that this test is about.
    }
    copies.take(source.lines());
  }

  /** Between two pages, on the thread that serves them. */
  private static void writeMeanwhile(
      ModelApplication application,
      RecordedRequest request,
      Random random,
      AtomicInteger writesToCome) {
    if (PAGES.contains(request.path()) && writesToCome.getAndDecrement() > 0) {
      application.write(random, 1 + random.nextInt(3));
    }
  }

  /** Some requests of the next read, at its beginning or later; one page breaks off half way. */
  private static void makeFail(StubBackend backend, Random random) {
    Faults faults = backend.faults();
    faults.clear();
    faults.add(FaultRule.of(any(CUTS, random), any(PAGES, random)).onCall(1 + random.nextInt(4)));
    for (int fault = 0; fault < 2; fault++) {
      Fault any = any(FAULTS, random);
      faults.add(FaultRule.of(any, any(PATHS, random)).onCall(1 + random.nextInt(10)));
    }
  }

  /** A field and a table for all reads, some tables now and then. */
  private static void exclude(SourceRun source, Random random) {
    if (random.nextInt(4) > 0) {
      source.excluding("*.secret", "hushed");
      return;
    }
    source.excluding("*.secret", "hushed", "po?ts", "auth/inner/*");
  }

  private static List<TablePath> allStreams() {
    List<TablePath> streams = new ArrayList<>(INCREMENTAL);
    streams.addAll(EITHER);
    streams.add(ModelApplication.HUSHED);
    return streams;
  }

  /** One whose table is there is always among them, or the read would rightly be refused. */
  private static List<TablePath> someStreams(Random random) {
    List<TablePath> streams = allStreams();
    TablePath lasting = any(ModelApplication.LASTING, random);
    streams.remove(lasting);
    Collections.shuffle(streams, random);
    List<TablePath> some = new ArrayList<>(streams.subList(0, random.nextInt(streams.size() + 1)));
    some.add(random.nextInt(some.size() + 1), lasting);
    return some;
  }

  /** The copies of all streams. */
  private static final class Copies {

    private final Map<TablePath, ModelCopy> copies = new HashMap<>();
    private final Map<TablePath, SyncMode> modes = new HashMap<>();
    private final boolean generations;

    Copies(ModelDeployment deployment, Random random) {
      INCREMENTAL.forEach(path -> modes.put(path, SyncMode.INCREMENTAL));
      EITHER.forEach(path -> modes.put(path, any(List.of(SyncMode.values()), random)));
      modes.put(ModelApplication.HUSHED, SyncMode.INCREMENTAL);
      generations = random.nextBoolean();
      modes.forEach(
          (path, mode) -> copies.put(path, new ModelCopy(deployment, path, mode, generations)));
    }

    ConfiguredAirbyteStream[] catalog(Collection<TablePath> streams) {
      return streams.stream()
          .map(path -> SourceRun.stream(namespace(path), path.table(), mode(path)))
          .map(stream -> generations ? SourceRun.withGenerations(stream) : stream)
          .toArray(ConfiguredAirbyteStream[]::new);
    }

    private SyncMode mode(TablePath path) {
      return Objects.requireNonNull(modes.get(path));
    }

    /**
     * The platform keeps the states of streams that are not in the catalog, and sends no others.
     */
    List<AirbyteStateMessage> states(Collection<TablePath> streams) {
      return streams.stream().flatMap(path -> copy(path).saved().stream()).toList();
    }

    void beginRead(Collection<TablePath> streams) {
      streams.forEach(path -> copy(path).beginRead());
    }

    void take(List<JsonNode> lines) {
      for (JsonNode line : lines) {
        JsonNode record = line.path("record");
        JsonNode descriptor = line.path("state").path("stream").path("stream_descriptor");
        if (record.isObject()) {
          TablePath path = pathOf(record.path("namespace"), record.path("stream"));
          assertThat(path).isNotEqualTo(ModelApplication.HUSHED);
          copy(path).takeRecord(record.path("data"));
        }
        if (descriptor.isObject()) {
          copy(pathOf(descriptor.path("namespace"), descriptor.path("name")))
              .takeState(line.path("state"));
        }
      }
    }

    private static TablePath pathOf(JsonNode namespace, JsonNode name) {
      return new TablePath(namespace.asText(""), name.asText());
    }

    private static @Nullable String namespace(TablePath path) {
      return path.component().isEmpty() ? null : path.component();
    }

    private ModelCopy copy(TablePath path) {
      return Objects.requireNonNull(copies.get(path));
    }

    void assertAreTheTables() {
      copies.forEach(
          (path, copy) -> {
            if (!path.equals(ModelApplication.HUSHED)) {
              copy.assertIsTheTable();
            }
          });
    }
  }
}
