package dev.convexairbyte.source;

import static dev.convexairbyte.source.SourceRun.fullRefresh;
import static dev.convexairbyte.source.SourceRun.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.source.ScriptedDeployment.Answer;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of a saved place that the deployment no longer has, and of all that only looks so.
 */
class SourceExpiryTest {

  private static final String SNAPSHOT = "/api/list_snapshot";
  private static final String DELTAS = "/api/document_deltas";

  private final SettableClock clock = new SettableClock();
  private StubBackend backend;
  private SourceRun source;

  @BeforeEach
  void startDeployment() {
    backend =
        StubBackend.start(
            StubSettings.builder()
                .clock(clock)
                .snapshotPageRows(2)
                .documentRetention(Duration.ofDays(14))
                .build());
    source = new SourceRun(backend);
  }

  @AfterEach
  void stopDeployment() {
    backend.close();
  }

  @Test
  void aLogThatNoLongerReachesBackIsAConfigErrorThatNamesStreamAndRemedy() {
    insert("users", "Ada");
    source.read(List.of(), incremental("users"));
    List<AirbyteStateMessage> saved = source.states();
    clock.advance(Duration.ofDays(20));
    insert("users", "Bob");
    long before = requestsTo(DELTAS);

    ConnectorException failure = failureOf(saved, incremental("users"));

    assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
    assertThat(failure)
        .hasMessage(
            "Tried to continue stream users but failed because the changes since the last sync are"
                + " older than what the deployment keeps (400 InvalidWindowToReadDocuments);"
                + " refresh the stream in the connection, which clears the saved state and reads"
                + " from the start, and sync more often or set snapshot_mode to when_needed.");
    assertThat(requestsTo(DELTAS) - before).as("asked once").isEqualTo(1);
    assertThat(source.statuses("users")).containsExactly("STARTED", "INCOMPLETE");
    assertThat(source.stateLines()).isEmpty();
  }

  @Test
  void onlyTheStreamsThatAreTooOldFailAndTheOthersAreComplete() {
    List<AirbyteStateMessage> saved = twoOldCursorsAndAYoungOne();

    ConnectorException failure =
        failureOf(saved, incremental("older"), incremental("old"), incremental("young"));

    assertThat(failure).hasMessageContaining("streams older, old but failed");
    assertThat(names("young")).containsExactly("new young");
    assertThat(source.statuses("young")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    for (String lost : List.of("older", "old")) {
      assertThat(source.recordsOf(lost)).isEmpty();
      assertThat(source.statuses(lost)).containsExactly("STARTED", "INCOMPLETE");
    }
  }

  @Test
  void whenNeededOnlyTheStreamsThatAreTooOldStartOver() {
    List<AirbyteStateMessage> saved = twoOldCursorsAndAYoungOne();
    long before = requestsTo(DELTAS);

    source.whenNeeded();
    source.read(saved, incremental("older"), incremental("old"), incremental("young"));

    assertThat(names("older")).containsExactlyInAnyOrder("first older", "new older");
    assertThat(names("old")).containsExactlyInAnyOrder("first old", "new old");
    assertThat(names("young")).containsExactly("new young");
    assertThat(source.logs(Level.WARN))
        .hasSize(2)
        .allMatch(line -> line.contains("starts over from a new snapshot because the changes"))
        .allMatch(line -> line.contains("stay in the destination until the stream is refreshed"));
    for (String stream : List.of("older", "old", "young")) {
      assertThat(source.statuses(stream)).containsExactly("STARTED", "RUNNING", "COMPLETE");
      assertThat(positionOf(stream)).isInstanceOf(StreamPosition.InLog.class);
    }
    assertThat(requestsTo(DELTAS) - before)
        .as("two refusals, the log of the young one, and what came after the new snapshot")
        .isEqualTo(4);
  }

  @Test
  void whenNeededTheReadAfterTheFreshSnapshotGoesOnFromIt() {
    List<AirbyteStateMessage> saved = twoOldCursorsAndAYoungOne();
    source.whenNeeded();
    source.read(saved, incremental("older"));
    insert("older", "newest");

    source.read(source.states(), incremental("older"));

    assertThat(names("older")).containsExactly("newest");
  }

  @Test
  void aHalfReadSnapshotThatIsTooOldIsAConfigErrorAndTheOthersAreRead() {
    List<AirbyteStateMessage> saved = halfRead("users");
    clock.advance(Duration.ofDays(6));
    insert("posts", "one");

    ConnectorException failure = failureOf(saved, incremental("users"), fullRefresh("posts"));

    assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
    assertThat(failure)
        .hasMessageStartingWith(
            "Tried to continue stream users but failed because the snapshot that was half read has"
                + " expired (400 SnapshotTooOld); refresh the stream")
        .hasMessageContaining("when_needed");
    assertThat(names("posts")).containsExactly("one");
    assertThat(source.statuses("posts")).endsWith("COMPLETE");
  }

  @Test
  void whenNeededAHalfReadSnapshotThatIsTooOldIsReadAfresh() {
    List<AirbyteStateMessage> saved = halfRead("users");
    clock.advance(Duration.ofDays(6));
    insert("users", "newest");

    source.whenNeeded().read(saved, incremental("users"));

    assertThat(names("users")).hasSize(6).contains("newest");
    assertThat(positionOf("users")).isInstanceOf(StreamPosition.InLog.class);
  }

  @Test
  void whenNeededAHalfReadFullRefreshIsReadAfreshAsWell() {
    List<AirbyteStateMessage> saved = halfRead("users");
    clock.advance(Duration.ofDays(6));
    insert("posts", "one");

    source.whenNeeded().read(saved, fullRefresh("users"));

    assertThat(names("users")).hasSize(5);
    assertThat(source.statuses("users")).containsExactly("STARTED", "RUNNING", "COMPLETE");
  }

  @Test
  void anUnnamedErrorThatPersistsWhileResumingASnapshotIsAnExpiry() {
    try (StubBackend forgetful = forgetful()) {
      SourceRun read = new SourceRun(forgetful);
      List<AirbyteStateMessage> saved = halfReadOf(forgetful, read, "users");
      clock.advance(Duration.ofDays(3));
      forgetful.insert("users", row("6"));

      ConnectorException failure =
          catchThrowableOfType(
              ConnectorException.class, () -> read.read(saved, incremental("users")));

      assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
      assertThat(failure)
          .hasMessageContaining(
              "stream users but failed because the deployment cannot read the snapshot that was"
                  + " half read, which most likely has expired (503 InternalServerError);");

      read.whenNeeded().read(saved, incremental("users"));

      assertThat(read.recordsOf("users")).hasSize(6);
    }
  }

  @ParameterizedTest
  @CsvSource({"502, ''", "503, ''", "503, CommitterFullError", "408, ''", "429, ''", "504, ''"})
  void noPassingFaultIsTakenForAnExpiry(int status, String code) throws IOException {
    try (ScriptedDeployment broken = ScriptedDeployment.with("users")) {
      broken.answering(SNAPSHOT, body -> Answer.error(status, code));
      broken.answering(DELTAS, body -> Answer.error(status, code));
      for (StreamPosition position :
          List.of(new StreamPosition.InSnapshot(7, "cursor"), new StreamPosition.InLog(7))) {
        SourceRun read = broken.run().whenNeeded();

        ConnectorException failure =
            catchThrowableOfType(
                ConnectorException.class,
                () -> read.read(List.of(state("users", position)), incremental("users")));

        assertThat(failure.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR);
        assertThat(read.stateLines()).isEmpty();
      }
      assertThat(broken.requestsTo(SNAPSHOT)).as("no new snapshot").hasSize(4);
    }
  }

  @Test
  void anUnnamedErrorAmongOtherFaultsIsNoExpiry() throws IOException {
    try (ScriptedDeployment broken = ScriptedDeployment.with("users")) {
      int[] requests = {0};
      broken.answering(
          SNAPSHOT,
          body ->
              requests[0]++ == 1
                  ? Answer.error(502, "")
                  : Answer.error(503, "InternalServerError"));
      SourceRun read = broken.run().whenNeeded();
      AirbyteStateMessage saved = state("users", new StreamPosition.InSnapshot(7, "cursor"));

      ConnectorException failure =
          catchThrowableOfType(
              ConnectorException.class, () -> read.read(List.of(saved), incremental("users")));

      assertThat(failure.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR);
      assertThat(read.logs(Level.WARN)).noneMatch(line -> line.contains("starts over"));
    }
  }

  @Test
  void anUnnamedErrorOfASnapshotThatWasJustReadableIsNoExpiry() throws IOException {
    try (ScriptedDeployment broken = ScriptedDeployment.with("users")) {
      String row = "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":5,\"_id\":\"x\"}";
      broken.answering(
          SNAPSHOT,
          body ->
              body.contains("first")
                  ? Answer.of(
                      "{\"values\":[%s],\"snapshot\":7,\"cursor\":\"second\",\"hasMore\":true}"
                          .formatted(row))
                  : Answer.error(503, "InternalServerError"));
      SourceRun read = broken.run();
      AirbyteStateMessage saved = state("users", new StreamPosition.InSnapshot(7, "first"));

      ConnectorException failure =
          catchThrowableOfType(
              ConnectorException.class, () -> read.read(List.of(saved), incremental("users")));

      assertThat(failure.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR);
    }
  }

  @Test
  void aConflictIsAnExpiryAndIsNotRetried() throws IOException {
    try (ScriptedDeployment restored = ScriptedDeployment.with("users")) {
      restored.answering(DELTAS, body -> Answer.error(409, "Conflict"));
      SourceRun read = restored.run();
      AirbyteStateMessage saved = state("users", new StreamPosition.InLog(7));

      ConnectorException failure =
          catchThrowableOfType(
              ConnectorException.class, () -> read.read(List.of(saved), incremental("users")));

      assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
      assertThat(failure)
          .hasMessageContaining("stream users but failed because")
          .hasMessageContaining("(409 Conflict); refresh the stream");
      assertThat(restored.requestsTo(DELTAS)).hasSize(1);
    }
  }

  @Test
  void aConflictThatAFreshSnapshotDoesNotCureFailsAtTheSecondTime() throws IOException {
    try (ScriptedDeployment restored = ScriptedDeployment.with("users")) {
      restored.answering(DELTAS, body -> Answer.error(409, "Conflict"));
      restored.answering(
          SNAPSHOT,
          body -> Answer.of("{\"values\":[],\"snapshot\":9,\"cursor\":null,\"hasMore\":false}"));
      SourceRun read = restored.run().whenNeeded();
      AirbyteStateMessage saved = state("users", new StreamPosition.InLog(7));

      ConnectorException failure =
          catchThrowableOfType(
              ConnectorException.class, () -> read.read(List.of(saved), incremental("users")));

      assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
      assertThat(restored.requestsTo(DELTAS)).hasSize(2);
    }
  }

  @Test
  void aSnapshotOfAnotherDeploymentIsAConfigErrorWhateverTheMode() {
    insert("users", "Ada");
    AirbyteStateMessage foreign =
        state("users", new StreamPosition.InSnapshot(Long.MAX_VALUE - 1, null));
    source.whenNeeded();

    ConnectorException failure = failureOf(List.of(foreign), incremental("users"));

    assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
    assertThat(failure)
        .hasMessageContaining("stream users but failed because the saved snapshot is ahead of")
        .hasMessageNotContaining("when_needed");
  }

  @Test
  void aCursorThatTheDeploymentDoesNotKnowIsAConfigErrorThatNamesTheStream() {
    insert("users", "Ada");
    source.read(List.of(), incremental("users"));
    StreamPosition.InLog end = (StreamPosition.InLog) positionOf("users");
    AirbyteStateMessage foreign =
        state("users", new StreamPosition.InSnapshot(end.cursor(), "1234"));

    ConnectorException failure = failureOf(List.of(foreign), incremental("users"));

    assertThat(failure)
        .hasMessageContaining("stream users but failed because")
        .hasMessageContaining("InvalidListSnapshotCursor");
  }

  /** The places of older and old are too old, and not the same; that of young is not. */
  private List<AirbyteStateMessage> twoOldCursorsAndAYoungOne() {
    for (String table : List.of("older", "old", "young")) {
      insert(table, "first " + table);
    }
    source.read(List.of(), incremental("older"));
    AirbyteStateMessage older = stateOf("older");
    clock.advance(Duration.ofDays(1));
    insert("other", "x");
    source.read(List.of(), incremental("old"));
    AirbyteStateMessage old = stateOf("old");
    clock.advance(Duration.ofDays(20));
    insert("other", "y");
    source.read(List.of(), incremental("young"));
    AirbyteStateMessage young = stateOf("young");
    for (String table : List.of("older", "old", "young")) {
      insert(table, "new " + table);
    }
    return List.of(older, old, young);
  }

  private List<AirbyteStateMessage> halfRead(String table) {
    return halfReadOf(backend, source, table);
  }

  /** The state of a read of five rows that had chosen its snapshot when it died. */
  private static List<AirbyteStateMessage> halfReadOf(
      StubBackend backend, SourceRun source, String table) {
    backend.insert(table, row("1"), row("2"), row("3"), row("4"), row("5"));
    source.read(List.of(), incremental(table));
    AirbyteStateMessage begun =
        SourceRun.JSON.convertValue(source.stateLines().get(0), AirbyteStateMessage.class);
    return List.of(begun);
  }

  /** Keeps documents for less time than a snapshot may be old. */
  private StubBackend forgetful() {
    return StubBackend.start(
        StubSettings.builder().clock(clock).documentRetention(Duration.ofDays(2)).build());
  }

  private void insert(String table, String name) {
    backend.insert(table, row(name));
  }

  private static ObjectNode row(String name) {
    return SourceRun.JSON.createObjectNode().put("name", name);
  }

  private static AirbyteStateMessage state(String stream, StreamPosition position) {
    return StateFormat.write(new StreamDescriptor(stream, null), position, 0);
  }

  private AirbyteStateMessage stateOf(String stream) {
    return Objects.requireNonNull(
        source.statesByStream().get(new StreamDescriptor(stream, null)), stream);
  }

  private StreamPosition positionOf(String stream) {
    return Objects.requireNonNull(
        StateFormat.read(List.of(stateOf(stream))).get(new StreamDescriptor(stream, null)));
  }

  private List<String> names(String stream) {
    return source.recordsOf(stream).stream()
        .map((JsonNode record) -> record.path("name").asText())
        .toList();
  }

  private long requestsTo(String path) {
    return backend.requests().stream().map(RecordedRequest::path).filter(path::equals).count();
  }

  private ConnectorException failureOf(
      List<AirbyteStateMessage> states, ConfiguredAirbyteStream... streams) {
    return catchThrowableOfType(ConnectorException.class, () -> source.read(states, streams));
  }
}
