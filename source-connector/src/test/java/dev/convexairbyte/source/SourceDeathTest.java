package dev.convexairbyte.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The source dies after any line, goes on from the last states that it printed while the deployment
 * goes on writing, and in the end has printed the table.
 */
class SourceDeathTest {

  private static final List<String> TABLES = List.of("users", "posts", "empty");
  private static final int DEATHS = 6;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverTheMomentOfDeathNoRowIsMissed(long seed) {
    Random random = new Random(seed);
    ConfiguredAirbyteStream[] streams =
        TABLES.stream().map(SourceRun::incremental).toArray(ConfiguredAirbyteStream[]::new);
    Map<String, Map<String, JsonNode>> copies = new HashMap<>();
    Map<StreamDescriptor, AirbyteStateMessage> saved = new HashMap<>();
    try (StubBackend backend =
        StubBackend.start(StubSettings.builder().snapshotPageRows(8).deltaPageRows(8).build())) {
      backend.transact(writes -> TABLES.forEach(table -> writes.createTable("", table)));
      write(backend, random, 60);
      SourceRun source = new SourceRun(backend);
      for (int death = 0; death < DEATHS; death++) {
        try {
          source.read(random.nextInt(80), List.copyOf(saved.values()), streams);
        } catch (UncheckedIOException e) {
          // The pipe closed: the death that this test is about.
        }
        merge(source, copies, saved);
        write(backend, random, random.nextInt(20));
      }

      source.read(List.copyOf(saved.values()), streams);

      merge(source, copies, saved);
      for (String table : TABLES) {
        assertThat(live(copies.getOrDefault(table, Map.of())))
            .as("%s of seed %d", table, seed)
            .isEqualTo(documents(backend, table));
      }
    }
  }

  /** As a warehouse does: a revision replaces an older one of the same document. */
  private static void merge(
      SourceRun source,
      Map<String, Map<String, JsonNode>> copies,
      Map<StreamDescriptor, AirbyteStateMessage> saved) {
    for (String table : TABLES) {
      Map<String, JsonNode> copy = copies.computeIfAbsent(table, name -> new HashMap<>());
      for (JsonNode record : source.recordsOf(table)) {
        copy.merge(
            record.path("_id").asText(),
            record,
            (old, young) ->
                young.path("_ts").longValue() >= old.path("_ts").longValue() ? young : old);
      }
    }
    saved.putAll(source.statesByStream());
  }

  private static Map<String, String> live(Map<String, JsonNode> copy) {
    Map<String, String> live = new HashMap<>();
    copy.forEach(
        (id, record) -> {
          if (!record.path("_deleted").booleanValue()) {
            live.put(id, record.path("number").toString());
          }
        });
    return live;
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

  private static void write(StubBackend backend, Random random, int transactions) {
    for (int transaction = 0; transaction < transactions; transaction++) {
      String table = TABLES.get(random.nextInt(2));
      List<ObjectNode> documents = backend.documents(table);
      int operations = 1 + random.nextInt(random.nextInt(10) == 0 ? 20 : 3);
      backend.transact(
          writes -> {
            List<ObjectNode> left = new ArrayList<>(documents);
            for (int operation = 0; operation < operations; operation++) {
              ObjectNode value = SourceRun.JSON.createObjectNode().put("number", random.nextInt());
              int kind = left.isEmpty() ? 0 : random.nextInt(4);
              if (kind < 2) {
                writes.insert(table, value);
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
