package dev.convexairbyte.stub.datasync;

import static dev.convexairbyte.stub.datasync.Deployment.fields;
import static dev.convexairbyte.stub.datasync.Deployment.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableState;
import dev.convexairbyte.values.DocumentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that applies truncates, then values, and stores its copy together with the cursor, has
 * at every consistent status what the deployment had at snapshotTs: whatever was written between
 * the pages, whatever was selected, and from whichever stored copy it goes on.
 *
 * <p>What the API does not promise is left out of the comparison: rows of a table that was dropped
 * or is not selected stay at the client. At {@code stale} a table is what it is now, so that rows
 * of a table replaced since count as gone; at {@code upToDate} that makes no difference. Imports
 * here start and end between two pages: of one that runs over several, DataSyncTest shows what
 * becomes.
 */
class DataSyncModelTest {

  private static final List<String> COMPONENTS = List.of("", "", "shop");
  private static final List<String> TABLES = List.of("a", "b", "c");
  private static final int STEPS = 250;

  private final List<Copy> stored = new ArrayList<>(List.of(new Copy(Optional.empty(), Map.of())));
  private Random random = new Random();
  private Deployment deployment = new Deployment(new SyncLimits(1, 1, 1));
  private String excluded = "none";

  static Stream<Long> seeds() {
    return new Random().longs(40).boxed();
  }

  /** What a client has stored: the copy and the cursor that belongs to it. */
  private record Copy(Optional<String> cursor, Map<TableName, Map<String, JsonNode>> rows) {

    Copy apply(JsonNode page) {
      Map<TableName, Map<String, JsonNode>> next = new HashMap<>();
      rows.forEach((table, documents) -> next.put(table, new HashMap<>(documents)));
      page.get("truncates").forEach(truncate -> next.remove(name(truncate)));
      page.get("values").forEach(value -> apply(next, value));
      return new Copy(Optional.of(Deployment.cursor(page)), next);
    }

    private static void apply(Map<TableName, Map<String, JsonNode>> rows, JsonNode value) {
      Map<String, JsonNode> table = rows.computeIfAbsent(name(value), key -> new HashMap<>());
      JsonNode before = table.put(value.get("value").get("_id").textValue(), value);
      if (before != null) {
        assertThat(value.get("ts").longValue()).isGreaterThan(before.get("ts").longValue());
      }
    }

    private static TableName name(JsonNode json) {
      return new TableName(json.get("component").textValue(), json.get("table").textValue());
    }

    /** When the documents of a table were last written, by id. */
    Map<String, Long> live(TableName table) {
      Map<String, Long> live = new HashMap<>();
      rows.getOrDefault(table, Map.of())
          .forEach(
              (id, value) -> {
                if (!value.get("deleted").booleanValue()) {
                  live.put(id, value.get("ts").longValue());
                }
              });
      return live;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void copiesTheDeployment(long seed) {
    random = new Random(seed);
    deployment =
        new Deployment(
            new SyncLimits(1 + random.nextInt(4), 100 + random.nextInt(400), 4 + random.nextInt(8)),
            new byte[] {3},
            seed);

    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> writeDocuments();
        case 4 -> changeTable();
        case 5 -> deployment.clock.advance(Duration.ofSeconds(random.nextInt(100)));
        case 6 -> stored.add(stored.get(random.nextInt(stored.size())));
        case 7 -> excluded = random.nextBoolean() ? "none" : pick(TABLES);
        default -> sync();
      }
    }

    int pages = 0;
    while (!sync().equals("upToDate")) {
      assertThat(++pages).as("pages without an end").isLessThan(1000);
    }
  }

  /** Goes on from the newest copy, and compares where the status says that it is consistent. */
  private String sync() {
    Copy before = stored.get(stored.size() - 1);
    String selection =
        "{'':{'%1$s':'excluded','_other':'included'},'shop':{'%1$s':'excluded','_other':'included'},'_other':'included'}"
            .formatted(excluded);
    String cursor = before.cursor().map(text -> "'cursor':'" + text + "',").orElse("");
    JsonNode page =
        deployment.post(Deployment.SYNC, "{" + cursor + "'selection':" + selection + "}").json();
    Copy after = before.apply(page);
    stored.add(after);
    if (page.get("status").has("snapshotTs")) {
      compare(after, page.get("status").get("snapshotTs").longValue());
    }
    return status(page);
  }

  private void compare(Copy copy, long ts) {
    deployment.database.read(
        (log, catalog) -> {
          catalog.tables().stream()
              .filter(table -> !table.isSystem() && table.state() == TableState.ACTIVE)
              .filter(table -> !table.name().equals(excluded))
              .forEach(
                  table ->
                      assertThat(copy.live(TableName.of(table)))
                          .isEqualTo(
                              log.documents(table.tablet(), ts, DocumentId.MIN)
                                  .collect(
                                      Collectors.toMap(
                                          entry -> entry.id().toString(), LogEntry::ts))));
          return copy;
        });
  }

  /** Some inserts, changes and deletes of one table, in one transaction. */
  private void writeDocuments() {
    Table table = deployment.table(pick(COMPONENTS), pick(TABLES));
    List<DocumentId> live =
        deployment.database.read(
            (log, catalog) ->
                log.documents(table.tablet(), log.latest(), DocumentId.MIN)
                    .map(LogEntry::id)
                    .toList());
    deployment.write(
        transaction -> {
          for (int i = random.nextInt(4); i > 0; i--) {
            transaction.insert(table, fields("{'n':" + random.nextInt() + "}"));
          }
          for (DocumentId id : live) {
            switch (random.nextInt(6)) {
              case 0 -> transaction.replace(table, id, fields("{'n':" + random.nextInt() + "}"));
              case 1 -> transaction.delete(table, id);
              default -> {}
            }
          }
          return table;
        });
  }

  private void changeTable() {
    String name = pick(TABLES);
    deployment.table(name);
    if (random.nextBoolean()) {
      deployment.drop(name);
      return;
    }
    deployment.finishImport(deployment.startImport(name));
  }

  private String pick(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }
}
