package dev.convexairbyte.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.client.Backoff;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The source dies anywhere in its output, goes on from the last states that it printed, with other
 * streams than before and faults on the way, while the deployment goes on writing also between the
 * pages; in the end it has printed the tables. Most seeds have small pages, some the real ones.
 */
class SourceDeathTest {

  private static final int DEATHS = 4;

  /** More attempts than there are faults. */
  private static final Backoff PATIENT =
      new Backoff(DEATHS + 1, Duration.ZERO, 1, Duration.ZERO, Duration.ofMinutes(1));

  private static final List<String> PATHS = List.of("/api/list_snapshot", "/api/document_deltas");
  private static final List<Fault> FAULTS =
      List.of(
          Fault.SERVICE_UNAVAILABLE,
          Fault.REQUEST_TIMEOUT,
          Fault.DISCONNECT_BEFORE_RESPONSE,
          Fault.DISCONNECT_DURING_BODY);

  private static final List<String> WRITTEN = List.of("users", "posts", "exact");

  private static final List<String> TABLES = List.of("users", "posts", "exact", "bulk", "empty");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverTheMomentOfDeathNoRowIsMissed(long seed) {
    Random random = new Random(seed);
    Random meanwhile = new Random(-seed);
    boolean realSizes = seed % 60 == 0;
    int snapshotPage = realSizes ? 1_024 : 2 + random.nextInt(15);
    int deltaPage = realSizes ? 128 : 2 + random.nextInt(15);
    AtomicInteger writesToCome = new AtomicInteger();
    AtomicReference<StubBackend> deployment = new AtomicReference<>();
    StubSettings settings =
        StubSettings.builder()
            .snapshotPageRows(snapshotPage)
            .deltaPageRows(deltaPage)
            .seed(seed)
            .requestListener(
                request ->
                    writeMeanwhile(
                        Objects.requireNonNull(deployment.get()), request, meanwhile, writesToCome))
            .build();
    Copies copies = new Copies();
    try (StubBackend backend = StubBackend.start(settings)) {
      deployment.set(backend);
      backend.transact(writes -> TABLES.forEach(table -> writes.createTable("", table)));
      insert(backend, "exact", snapshotPage * (1 + random.nextInt(2)));
      insert(backend, "bulk", realSizes ? 5_000 : 50);
      write(backend, random, 30);
      SourceRun source = new SourceRun(backend).with(PATIENT);
      for (int death = 0; death < DEATHS; death++) {
        backend.faults().next(any(FAULTS, random), any(PATHS, random));
        writesToCome.set(random.nextInt(12));
        long lines = random.nextInt(realSizes ? 8_000 : 150);
        try {
          source.read(lines, random.nextInt(300), copies.states(), streams(random));
        } catch (UncheckedIOException e) {
          // The pipe closed: the death that this test is about.
        }
        copies.take(source);
        writesToCome.set(0);
        write(backend, random, random.nextInt(15));
        if (random.nextInt(4) == 0) {
          insert(backend, "bulk", realSizes ? 5_000 : 50);
        }
      }

      source.read(copies.states(), streams(TABLES));

      copies.take(source);
      for (String table : TABLES) {
        assertThat(copies.live(table))
            .as("%s of seed %d", table, seed)
            .isEqualTo(documents(backend, table));
      }
    }
  }

  /** Between two pages, on the thread that serves them. */
  private static void writeMeanwhile(
      StubBackend backend, RecordedRequest request, Random random, AtomicInteger writesToCome) {
    if (PATHS.contains(request.path()) && writesToCome.getAndDecrement() > 0) {
      write(backend, random, 1 + random.nextInt(3));
    }
  }

  /**
   * What a warehouse has: by table and id the newest revision, and the states that came with it.
   */
  private static final class Copies {

    private final Map<String, Map<String, JsonNode>> tables = new HashMap<>();
    private final Map<StreamDescriptor, AirbyteStateMessage> states = new HashMap<>();

    List<AirbyteStateMessage> states() {
      return List.copyOf(states.values());
    }

    void take(SourceRun source) {
      for (String table : TABLES) {
        Map<String, JsonNode> copy = tables.computeIfAbsent(table, name -> new HashMap<>());
        for (JsonNode record : source.recordsOf(table)) {
          copy.merge(
              record.path("_id").asText(),
              record,
              (old, young) ->
                  young.path("_ts").longValue() >= old.path("_ts").longValue() ? young : old);
        }
      }
      source
          .statesByStream()
          .forEach(
              (stream, state) -> {
                AirbyteStateMessage before = states.put(stream, state);
                if (before != null) {
                  assertThat(place(state)).isGreaterThanOrEqualTo(place(before));
                }
              });
    }

    private static long place(AirbyteStateMessage state) {
      JsonNode body = SourceRun.JSON.valueToTree(state);
      return body.path("stream").path("stream_state").path("delta_cursor").asLong();
    }

    Map<String, String> live(String table) {
      Map<String, String> live = new HashMap<>();
      tables
          .getOrDefault(table, Map.of())
          .forEach(
              (id, record) -> {
                if (!record.path("_deleted").booleanValue()) {
                  live.put(id, record.path("number").toString());
                }
              });
      return live;
    }
  }

  private static Map<String, String> documents(StubBackend backend, String table) {
    Map<String, String> documents = new HashMap<>();
    backend
        .documents(table)
        .forEach(
            document ->
                documents.put(document.path("_id").asText(), document.path("number").toString()));
    return documents;
  }

  private static ConfiguredAirbyteStream[] streams(Random random) {
    List<String> tables = new ArrayList<>(TABLES);
    Collections.shuffle(tables, random);
    return streams(tables.subList(0, 1 + random.nextInt(tables.size())));
  }

  private static ConfiguredAirbyteStream[] streams(List<String> tables) {
    return tables.stream().map(SourceRun::incremental).toArray(ConfiguredAirbyteStream[]::new);
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static void insert(StubBackend backend, String table, int rows) {
    ObjectNode[] documents = new ObjectNode[rows];
    for (int row = 0; row < rows; row++) {
      documents[row] = SourceRun.JSON.createObjectNode().put("number", row);
    }
    backend.insert(table, documents);
  }

  /** One writer at a time, since what it changes and deletes must be there still. */
  private static synchronized void write(StubBackend backend, Random random, int transactions) {
    for (int transaction = 0; transaction < transactions; transaction++) {
      String table = any(WRITTEN, random);
      List<ObjectNode> documents = backend.documents(table);
      int operations = 1 + random.nextInt(random.nextInt(10) == 0 ? 20 : 3);
      backend.transact(
          writes -> {
            List<ObjectNode> left = new ArrayList<>(documents);
            for (int operation = 0; operation < operations; operation++) {
              ObjectNode value = SourceRun.JSON.createObjectNode().put("number", random.nextInt());
              int kind = left.isEmpty() ? 0 : random.nextInt(4);
              if (kind < 2) {
                String id = writes.insert(table, value);
                if (random.nextInt(8) == 0) {
                  // Of this row there will be no word but its tombstone.
                  writes.delete(id);
                }
              } else {
                String id = left.remove(random.nextInt(left.size())).path("_id").asText();
                if (kind == 2) {
                  writes.replace(id, value);
                } else {
                  writes.delete(id);
                }
              }
            }
          });
    }
  }
}
