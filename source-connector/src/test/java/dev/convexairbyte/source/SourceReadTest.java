package dev.convexairbyte.source;

import static dev.convexairbyte.source.SourceRun.fullRefresh;
import static dev.convexairbyte.source.SourceRun.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a read prints, against a deployment in process. */
class SourceReadTest {

  private static final String SNAPSHOT = "/api/list_snapshot";
  private static final String DELTAS = "/api/document_deltas";

  private StubBackend backend;
  private SourceRun source;

  @BeforeEach
  void startDeployment() {
    backend = StubBackend.start();
    source = new SourceRun(backend);
  }

  @AfterEach
  void stopDeployment() {
    backend.close();
  }

  @Test
  void theFirstReadHoldsEveryDocumentWithTheColumnsOfChangeCapture() {
    String id = backend.insert("users", user("Ada")).get(0);

    source.read(List.of(), incremental("users"));

    JsonNode record = source.records().get(0);
    assertThat(source.records()).hasSize(1);
    assertThat(record.fieldNames())
        .toIterable()
        .containsExactly(
            "_component",
            "_table",
            "_ts",
            "_deleted",
            "_creationTime",
            "_id",
            "name",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at");
    assertThat(record.path("_id").asText()).isEqualTo(id);
    assertThat(record.path("_table").asText()).isEqualTo("users");
    assertThat(record.path("_component").asText()).isEmpty();
    assertThat(record.path("_deleted").booleanValue()).isFalse();
    assertThat(record.path("_ab_cdc_lsn")).isEqualTo(record.path("_ts"));
    assertThat(record.path("_ab_cdc_updated_at").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(record.path("_ab_cdc_deleted_at").isNull()).isTrue();
  }

  @Test
  void theNextReadHoldsOnlyWhatChanged() {
    List<String> ids = backend.insert("users", user("Ada"), user("Bob"), user("Cid"));
    source.read(List.of(), incremental("users"));
    backend.transact(
        writes -> {
          writes.replace(ids.get(0), user("Ada Lovelace"));
          writes.delete(ids.get(1));
        });

    source.read(source.states(), incremental("users"));

    assertThat(source.records()).hasSize(2);
    JsonNode replaced = recordOf(ids.get(0));
    assertThat(replaced.path("name").asText()).isEqualTo("Ada Lovelace");
    JsonNode deleted = recordOf(ids.get(1));
    assertThat(deleted.path("_deleted").booleanValue()).isTrue();
    assertThat(deleted.path("_ab_cdc_deleted_at")).isEqualTo(deleted.path("_ab_cdc_updated_at"));
    assertThat(deleted.has("name")).isFalse();
  }

  @Test
  void aReadWithoutChangesStillSavesTheStateAndCompletes() {
    backend.insert("users", user("Ada"));
    source.read(List.of(), incremental("users"));

    source.read(source.states(), incremental("users"));

    assertThat(source.records()).isEmpty();
    assertThat(source.stateLines()).hasSize(1);
    assertThat(source.statuses("users")).containsExactly("STARTED", "RUNNING", "COMPLETE");
  }

  @Test
  void anEmptyTableIsReadToItsEnd() {
    backend.transact(writes -> writes.createTable("", "users"));

    source.read(List.of(), incremental("users"));

    assertThat(source.records()).isEmpty();
    assertThat(StateFormat.read(source.states()).values())
        .allMatch(position -> position instanceof StreamPosition.InLog)
        .hasSize(1);
    assertThat(source.statuses("users")).containsExactly("STARTED", "RUNNING", "COMPLETE");
  }

  @Test
  void theSnapshotIsSavedBeforeTheFirstRecord() {
    backend.insert("users", user("Ada"), user("Bob"));

    source.read(List.of(), incremental("users"));

    List<String> types =
        source.lines().stream()
            .map(line -> line.path("type").asText())
            .filter(type -> type.equals("STATE") || type.equals("RECORD"))
            .toList();
    assertThat(types).startsWith("STATE", "RECORD");
    assertThat(source.stateLines().get(0).path("stream").path("stream_state").path("delta_cursor"))
        .isEqualTo(
            source.stateLines().get(1).path("stream").path("stream_state").path("delta_cursor"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_023, 1_024, 1_025, 2_048, 3_000})
  void readsAllRowsWhateverThePageBoundary(int rows) {
    insertUsers(rows);

    source.read(List.of(), incremental("users"));

    assertThat(idsOf(source.records())).hasSize(rows);
    assertThat(source.records()).hasSize(rows);
  }

  @Test
  void manyTablesCostOneSnapshotWalkAndOneLogWalk() {
    List<String> tables = new ArrayList<>();
    for (int table = 0; table < 20; table++) {
      backend.insert("table" + table, user("x"));
      tables.add("table" + table);
    }

    source.read(
        List.of(),
        tables.stream().map(SourceRun::incremental).toArray(ConfiguredAirbyteStream[]::new));

    assertThat(source.records()).hasSize(20);
    // A page a table, and the page of no table that names the snapshot.
    assertThat(requestsTo(SNAPSHOT)).isEqualTo(21);
    assertThat(requestsTo(DELTAS)).isEqualTo(1);
  }

  @Test
  void statesCountTheRecordsSinceTheStateBefore() {
    insertUsers(2_500);
    backend.insert("posts", user("x"));

    source.read(List.of(), incremental("users"), incremental("posts"));

    for (String stream : List.of("users", "posts")) {
      long records = 0;
      long counted = 0;
      for (JsonNode line : source.lines()) {
        if (line.path("record").path("stream").asText().equals(stream)) {
          records++;
        }
        JsonNode state = line.path("state");
        if (descriptorName(state).equals(stream)) {
          counted += state.path("sourceStats").path("recordCount").asLong();
          assertThat(counted).as("counted up to a state of %s", stream).isEqualTo(records);
        }
      }
      assertThat(counted).isEqualTo(records).isPositive();
    }
  }

  @Test
  void aTableLeftHalfReadIsFinishedFromItsOwnSnapshot() {
    insertUsers(3_000);
    source.read(List.of(), incremental("users"));
    List<JsonNode> before = recordsUpToFirstCursor();
    List<AirbyteStateMessage> saved = List.of(firstStateWithACursor());
    backend.insert("users", user("later"));

    source.read(saved, incremental("users"));

    List<JsonNode> all = new ArrayList<>(before);
    all.addAll(source.records());
    assertThat(all).hasSize(3_001);
    assertThat(idsOf(all)).hasSize(3_001);
  }

  @Test
  void aStreamThatIsAddedLaterStartsFromTheTableWhileTheOthersGoOn() {
    backend.insert("users", user("Ada"));
    backend.insert("posts", user("old post"));
    source.read(List.of(), incremental("users"));
    backend.insert("users", user("Bob"));

    source.read(source.states(), incremental("users"), incremental("posts"));

    assertThat(names(source.recordsOf("users"))).containsExactly("Bob");
    assertThat(names(source.recordsOf("posts"))).containsExactly("old post");
  }

  @Test
  void eachStreamSkipsWhatItsOwnCursorHasSeen() {
    backend.insert("users", user("Ada"));
    backend.insert("posts", user("one"));
    source.read(List.of(), incremental("users"), incremental("posts"));
    AirbyteStateMessage old = stateOf("users");
    backend.insert("users", user("Bob"));
    backend.insert("posts", user("two"));
    source.read(source.states(), incremental("users"), incremental("posts"));
    AirbyteStateMessage recent = stateOf("posts");
    backend.insert("posts", user("three"));

    source.read(List.of(old, recent), incremental("users"), incremental("posts"));

    assertThat(names(source.recordsOf("users"))).containsExactly("Bob");
    assertThat(names(source.recordsOf("posts"))).containsExactly("three");
  }

  @Test
  void severalRevisionsOfOneDocumentComeInTheOrderOfTheirCommits() {
    String id = backend.insert("users", user("one")).get(0);
    source.read(List.of(), incremental("users"));
    backend.transact(writes -> writes.replace(id, user("two")));
    backend.transact(writes -> writes.replace(id, user("three")));
    backend.transact(writes -> writes.delete(id));

    source.read(source.states(), incremental("users"));

    assertThat(names(source.records())).containsExactly("two", "three", "");
    assertThat(source.records()).extracting(record -> record.path("_ts").longValue()).isSorted();
  }

  @Test
  void fullRefreshReadsTheTableAndNotTheLog() {
    backend.insert("users", user("Ada"));

    source.read(List.of(), fullRefresh("users"));

    assertThat(names(source.records())).containsExactly("Ada");
    assertThat(requestsTo(DELTAS)).isZero();
    assertThat(source.statuses("users")).containsExactly("STARTED", "RUNNING", "COMPLETE");
  }

  @Test
  void fullRefreshWithAStateGoesOnWhereItStopped() {
    insertUsers(2_000);
    source.read(List.of(), fullRefresh("users"));
    List<JsonNode> before = recordsUpToFirstCursor();
    List<AirbyteStateMessage> saved = List.of(firstStateWithACursor());

    source.read(saved, fullRefresh("users"));

    assertThat(before).hasSize(1_024);
    assertThat(source.records()).hasSize(2_000 - 1_024);
  }

  @Test
  void fullRefreshThatWasFinishedIsReadAgain() {
    backend.insert("users", user("Ada"));
    source.read(List.of(), fullRefresh("users"));

    source.read(source.states(), fullRefresh("users"));

    assertThat(names(source.records())).containsExactly("Ada");
  }

  /** The destination empties its copy in every write: what it got of the first attempt is gone. */
  @Test
  void aFullRefreshThatOverwritesWithoutGenerationsIsReadFromItsStart() {
    insertUsers(2_000);
    source.read(List.of(), incremental("users"));
    AirbyteStateMessage finished = stateOf("users");
    for (AirbyteStateMessage saved : List.of(firstStateWithACursor(), finished)) {
      source.read(List.of(saved), overwriting(fullRefresh("users")));

      assertThat(idsOf(source.records())).hasSize(2_000);
    }
  }

  /** PyAirbyte says overwrite to every source, and merges what comes. */
  @Test
  void anIncrementalStreamGoesOnWhateverTheDestinationsMode() {
    List<String> ids = backend.insert("users", user("Ada"), user("Bob"));
    source.read(List.of(), overwriting(incremental("users")));
    backend.transact(writes -> writes.delete(ids.get(1)));

    source.read(source.states(), overwriting(incremental("users")));

    assertThat(source.records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.path("_id").asText()).isEqualTo(ids.get(1));
              assertThat(record.path("_deleted").asBoolean()).isTrue();
            });
  }

  private static ConfiguredAirbyteStream overwriting(ConfiguredAirbyteStream stream) {
    return new ConfiguredAirbyteStream(
        stream.stream(),
        stream.syncMode(),
        DestinationSyncMode.OVERWRITE,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void fullRefreshWithGenerationsSavesItsSnapshotFirst() {
    backend.insert("users", user("Ada"));

    source.read(List.of(), SourceRun.withGenerations(fullRefresh("users")));

    assertThat(source.lines())
        .extracting(line -> line.path("type").asText())
        .filteredOn(type -> type.equals("STATE") || type.equals("RECORD"))
        .startsWith("STATE", "RECORD");
  }

  @Test
  void fullRefreshSavesNothingOfATableBeforeItsFirstRecord() {
    backend.insert("users", user("Ada"));
    backend.insert("posts", user("one"));

    source.read(List.of(), fullRefresh("users"), fullRefresh("posts"));

    for (String stream : List.of("users", "posts")) {
      List<String> types =
          source.lines().stream()
              .filter(
                  line ->
                      line.path("record").path("stream").asText().equals(stream)
                          || descriptorName(line.path("state")).equals(stream))
              .map(line -> line.path("type").asText())
              .toList();
      assertThat(types).as(stream).startsWith("RECORD").endsWith("STATE");
    }
  }

  @Test
  void aStreamWithoutChangesMovesOnWhileOthersAreRead() {
    SourceRun slow = slowRun();
    backend.insert("users", user("Ada"));
    backend.insert("idle", user("x"));
    source.read(List.of(), incremental("users"), incremental("idle"));
    List<AirbyteStateMessage> saved = source.states();
    for (int row = 0; row < 300; row++) {
      backend.insert("users", user("new"));
    }

    slow.read(saved, incremental("users"), incremental("idle"));

    assertThat(slow.stateLines().stream().filter(state -> descriptorName(state).equals("idle")))
        .hasSizeGreaterThan(1);
  }

  @Test
  void noStateOfAStreamLiesBeforeItsOwnCursor() {
    backend.insert("users", user("Ada"));
    backend.insert("posts", user("one"));
    source.read(List.of(), incremental("users"), incremental("posts"));
    AirbyteStateMessage old = stateOf("users");
    for (int row = 0; row < 300; row++) {
      backend.insert("users", user("new"));
    }
    source.read(source.states(), incremental("users"), incremental("posts"));
    AirbyteStateMessage recent = stateOf("posts");
    SourceRun slow = slowRun();

    slow.read(List.of(old, recent), incremental("users"), incremental("posts"));

    long cursor = deltaCursor(SourceRun.JSON.valueToTree(recent));
    assertThat(slow.stateLines())
        .filteredOn(state -> descriptorName(state).equals("posts"))
        .isNotEmpty()
        .allSatisfy(state -> assertThat(deltaCursor(state)).isGreaterThanOrEqualTo(cursor));
    assertThat(slow.stateLines())
        .filteredOn(state -> descriptorName(state).equals("users"))
        .extracting(SourceReadTest::deltaCursor)
        .hasSizeGreaterThan(2)
        .isSorted();
  }

  @Test
  void tablesOfComponentsAreStreamsOfTheirOwn() {
    backend.insert("users", user("root"));
    backend.transact(writes -> writes.insert("auth/better", "users", user("component")));

    source.read(
        List.of(),
        incremental("users"),
        SourceRun.stream("auth/better", "users", SyncMode.INCREMENTAL));

    List<JsonNode> records =
        source.lines().stream()
            .map(line -> line.path("record"))
            .filter(JsonNode::isObject)
            .toList();
    assertThat(records)
        .extracting(
            record -> record.path("namespace").asText(),
            record -> record.path("data").path("name").asText())
        .containsExactlyInAnyOrder(tuple("", "root"), tuple("auth/better", "component"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SERVICE_UNAVAILABLE",
        "TOO_MANY_REQUESTS",
        "INTERNAL_SERVER_ERROR",
        "REQUEST_TIMEOUT",
        "DISCONNECT_BEFORE_RESPONSE",
        "DISCONNECT_DURING_BODY"
      })
  void aFaultInASnapshotPageCostsNoRowAndDoublesNone(Fault fault) {
    insertUsers(1_000);
    List<AirbyteStateMessage> begun = begunSnapshot();
    backend.faults().times(fault, SNAPSHOT, 2);

    source.read(begun, incremental("users"));

    assertThat(source.records()).hasSize(1_000);
    assertThat(idsOf(source.records())).hasSize(1_000);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SERVICE_UNAVAILABLE",
        "TOO_MANY_REQUESTS",
        "INTERNAL_SERVER_ERROR",
        "REQUEST_TIMEOUT",
        "DISCONNECT_BEFORE_RESPONSE",
        "DISCONNECT_DURING_BODY"
      })
  void aFaultInALogPageCostsNoRowAndDoublesNone(Fault fault) {
    backend.insert("users", user("Ada"));
    source.read(List.of(), incremental("users"));
    for (int row = 0; row < 100; row++) {
      backend.insert("users", user("new"));
    }
    backend.faults().times(fault, DELTAS, 2);

    source.read(source.states(), incremental("users"));

    assertThat(source.records()).hasSize(100);
    assertThat(idsOf(source.records())).hasSize(100);
  }

  @Test
  void aFaultThatLastsEndsTheStreamsIncompleteAndIsTransient() {
    backend.insert("users", user("Ada"));
    backend.faults().times(Fault.SERVICE_UNAVAILABLE, SNAPSHOT, 100);

    assertThatThrownBy(() -> source.read(List.of(), incremental("users")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR));

    assertThat(source.statuses("users")).containsExactly("STARTED", "INCOMPLETE");
    assertThat(source.stateLines()).isEmpty();
  }

  @Test
  void aTableThatIsGoneSinceTheLastReadKeepsItsStateAndFailsNobody() {
    backend.insert("users", user("Ada"));
    source.read(List.of(), incremental("users"));
    AirbyteStateMessage gone =
        StateFormat.write(new StreamDescriptor("ghosts", null), new StreamPosition.InLog(7), 0);
    backend.insert("users", user("Bob"));

    source.read(List.of(stateOf("users"), gone), incremental("users"), incremental("ghosts"));

    assertThat(names(source.records())).containsExactly("Bob");
    assertThat(source.statuses("ghosts")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    assertThat(StateFormat.read(List.of(stateOf("ghosts"))))
        .containsValue(new StreamPosition.InLog(7));
  }

  @Test
  void aCursorAheadOfTheDeploymentIsKept() {
    backend.insert("users", user("Ada"));
    long future = Long.MAX_VALUE - 1;
    AirbyteStateMessage saved =
        StateFormat.write(new StreamDescriptor("users", null), new StreamPosition.InLog(future), 0);

    source.read(List.of(saved), incremental("users"));

    assertThat(source.records()).isEmpty();
    assertThat(StateFormat.read(source.states())).containsValue(new StreamPosition.InLog(future));
  }

  @Test
  void oneCursorAheadOfTheDeploymentAmongOthersIsAWarningThatNamesItsStream() {
    backend.insert("users", user("Ada"));
    backend.insert("posts", user("one"));
    source.read(List.of(), incremental("users"), incremental("posts"));
    long future = Long.MAX_VALUE - 1;
    AirbyteStateMessage ahead =
        StateFormat.write(new StreamDescriptor("posts", null), new StreamPosition.InLog(future), 0);
    AirbyteStateMessage saved = stateOf("users");
    backend.insert("users", user("Bob"));

    source.read(List.of(saved, ahead), incremental("users"), incremental("posts"));

    assertThat(names(source.records())).containsExactly("Bob");
    assertThat(StateFormat.read(List.of(stateOf("posts"))))
        .containsValue(new StreamPosition.InLog(future));
    assertThat(source.logs(Level.WARN))
        .singleElement()
        .asString()
        .startsWith("The saved place of posts is ahead of the deployment, so nothing is read:");
  }

  @Test
  void aTombstoneOfARowThatNobodySawIsARecord() {
    backend.insert("users", user("Ada"));
    source.read(List.of(), incremental("users"));
    backend.transact(writes -> writes.delete(writes.insert("users", user("Eve"))));

    source.read(source.states(), incremental("users"));

    assertThat(source.records()).hasSize(1);
    assertThat(source.records().get(0).path("_deleted").booleanValue()).isTrue();
  }

  @Test
  void oneTransactionOfFiveThousandRowsIsOnePageOfTheLog() {
    backend.insert("users", user("Ada"));
    source.read(List.of(), incremental("users"));
    insertUsers(5_000);
    long before = requestsTo(DELTAS);

    source.read(source.states(), incremental("users"));

    assertThat(idsOf(source.records())).hasSize(5_000);
    assertThat(requestsTo(DELTAS) - before).isEqualTo(1);
  }

  @Test
  void fullRefreshAndIncrementalShareOneSnapshotWalk() {
    backend.insert("users", user("Ada"));
    backend.insert("posts", user("one"));

    source.read(List.of(), incremental("users"), fullRefresh("posts"));

    assertThat(names(source.recordsOf("users"))).containsExactly("Ada");
    assertThat(names(source.recordsOf("posts"))).containsExactly("one");
    assertThat(requestsTo(SNAPSHOT)).isEqualTo(3);
    assertThat(requestsTo(DELTAS)).isEqualTo(1);
    for (String stream : List.of("users", "posts")) {
      assertThat(source.statuses(stream)).containsExactly("STARTED", "RUNNING", "COMPLETE");
    }
  }

  @Test
  void everyStreamHasOneClosingLineAndPagesAreToldOfOnlyOnRequest() {
    backend.insert("users", user("Ada"));
    backend.insert("posts", user("one"), user("two"));

    source.read(List.of(), incremental("users"), incremental("posts"));

    assertThat(source.logs(Level.INFO))
        .filteredOn(line -> line.contains("is complete"))
        .containsExactlyInAnyOrder(
            "Stream users is complete: 1 records in 0 s.",
            "Stream posts is complete: 2 records in 0 s.");
    assertThat(source.logs(Level.DEBUG)).isEmpty();

    source.loggingAt(Level.DEBUG).read(List.of(), incremental("users"));

    assertThat(source.logs(Level.DEBUG)).anyMatch(line -> line.contains("page of the snapshot"));
  }

  @Test
  void lineSeparatorsInDataDoNotTearLines() {
    backend.insert("users", user("a\u2028b\u2029c\u0085d\ne"));

    source.read(List.of(), incremental("users"));

    assertThat(names(source.records())).containsExactly("a\u2028b\u2029c\u0085d\ne");
  }

  private static ObjectNode user(String name) {
    return SourceRun.JSON.createObjectNode().put("name", name);
  }

  private void insertUsers(int count) {
    List<ObjectNode> users = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      users.add(user("user " + number));
    }
    backend.insert("users", users.toArray(ObjectNode[]::new));
  }

  /** The state of a read that died right after it had chosen its snapshot. */
  private List<AirbyteStateMessage> begunSnapshot() {
    source.read(List.of(), incremental("users"));
    return List.of(
        SourceRun.JSON.convertValue(source.stateLines().get(0), AirbyteStateMessage.class));
  }

  private long requestsTo(String path) {
    return backend.requests().stream().map(RecordedRequest::path).filter(path::equals).count();
  }

  private AirbyteStateMessage stateOf(String stream) {
    return Objects.requireNonNull(
        source.statesByStream().get(new StreamDescriptor(stream, null)), stream);
  }

  private JsonNode recordOf(String id) {
    return source.records().stream()
        .filter(record -> record.path("_id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private AirbyteStateMessage firstStateWithACursor() {
    return source.stateLines().stream()
        .filter(SourceReadTest::hasCursor)
        .map(state -> SourceRun.JSON.convertValue(state, AirbyteStateMessage.class))
        .findFirst()
        .orElseThrow();
  }

  /** Eleven seconds pass between any two looks at its clock: every page's end is a checkpoint. */
  private SourceRun slowRun() {
    AtomicLong looks = new AtomicLong();
    return new SourceRun(backend, () -> Instant.ofEpochSecond(looks.incrementAndGet() * 11));
  }

  private static long deltaCursor(JsonNode state) {
    return state.path("stream").path("stream_state").path("delta_cursor").asLong();
  }

  private static String descriptorName(JsonNode state) {
    return state.path("stream").path("stream_descriptor").path("name").asText();
  }

  private static boolean hasCursor(JsonNode state) {
    return state.path("stream").path("stream_state").path("snapshot_cursor").isTextual();
  }

  private List<JsonNode> recordsUpToFirstCursor() {
    List<JsonNode> records = new ArrayList<>();
    for (JsonNode line : source.lines()) {
      if (hasCursor(line.path("state"))) {
        return records;
      }
      if (line.has("record")) {
        records.add(line.path("record").path("data"));
      }
    }
    throw new AssertionError("No state with a cursor was printed");
  }

  private static List<String> names(List<JsonNode> records) {
    return records.stream().map(record -> record.path("name").asText()).toList();
  }

  private static Set<String> idsOf(List<JsonNode> records) {
    Set<String> ids = new HashSet<>();
    records.forEach(record -> ids.add(record.path("_id").asText()));
    return ids;
  }
}
