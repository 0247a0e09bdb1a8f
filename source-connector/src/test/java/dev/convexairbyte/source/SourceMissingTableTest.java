package dev.convexairbyte.source;

import static dev.convexairbyte.source.SourceRun.fullRefresh;
import static dev.convexairbyte.source.SourceRun.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import dev.convexairbyte.stub.StubBackend;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of the catalog whose table is not there to be read. */
class SourceMissingTableTest {

  private StubBackend backend;
  private SourceRun source;

  @BeforeEach
  void startDeployment() {
    backend = StubBackend.start();
    backend.insert("users", row("Ada"));
    source = new SourceRun(backend);
  }

  @AfterEach
  void stopDeployment() {
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStreamWithoutATableIsAWarningAndCompleteWhileTheOthersAreRead(boolean incremental) {
    ConfiguredAirbyteStream ghosts = incremental ? incremental("ghosts") : fullRefresh("ghosts");

    source.read(List.of(), ghosts, incremental("users"));

    assertThat(source.recordsOf("users")).hasSize(1);
    assertThat(source.recordsOf("ghosts")).isEmpty();
    assertThat(source.statuses("ghosts")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    assertThat(StateFormat.read(source.states())).containsValue(new StreamPosition.Unread());
    assertThat(source.logs(Level.WARN))
        .containsExactly(
            "The table of stream ghosts is not in the deployment: nothing is read for it, and what"
                + " was copied before stays. Remove the stream from the connection if that is to"
                + " stay.");
  }

  @Test
  void aTableThatWasDroppedIsAWarningAndItsPlaceIsKept() {
    backend.insert("posts", row("one"));
    source.read(List.of(), incremental("users"), incremental("posts"));
    backend.transact(writes -> writes.dropTable("", "posts"));

    source.read(source.states(), incremental("users"), incremental("posts"));

    assertThat(source.statuses("posts")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    assertThat(source.statuses("users")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    assertThat(StateFormat.read(source.states()).values())
        .allMatch(position -> position instanceof StreamPosition.InLog);
  }

  @Test
  void aStreamWhoseTableAppearsLaterIsReadFromItsStart() {
    source.read(List.of(), incremental("users"), incremental("ghosts"));
    backend.insert("ghosts", row("Boo"));

    source.read(source.states(), incremental("users"), incremental("ghosts"));

    assertThat(source.recordsOf("ghosts")).hasSize(1);
    assertThat(source.recordsOf("users")).isEmpty();
  }

  @Test
  void anOverwriteOfAMissingTableAmongOthersSaysThatItsCopyBecomesEmpty() {
    source.read(List.of(), overwriting("ghosts", null, null), incremental("users"));

    assertThat(source.logs(Level.WARN))
        .singleElement()
        .asString()
        .contains("its copy becomes empty, since the stream overwrites");
  }

  @Test
  void theOnlyTableThatIsGoneSinceTheLastReadIsNoFailure() {
    source.read(List.of(), incremental("users"));
    backend.transact(writes -> writes.dropTable("", "users"));

    source.read(source.states(), incremental("users"));

    assertThat(source.statuses("users")).containsExactly("STARTED", "RUNNING", "COMPLETE");
  }

  @Test
  void noTableOfACatalogThatWasNeverReadIsAConfigErrorBeforeAnythingIsSaid() {
    assertNothingIsRead(List.of(), incremental("ghosts"), incremental("spirits"));
  }

  @Test
  void noTableIsAConfigErrorWhereCopiesWouldBecomeEmpty() {
    source.read(List.of(), incremental("users"));
    List<AirbyteStateMessage> saved = source.states();
    backend.transact(writes -> writes.dropTable("", "users"));

    assertNothingIsRead(saved, overwriting("ghosts", null, null), incremental("users"));
    assertNothingIsRead(saved, overwriting("ghosts", 3L, 3L), incremental("users"));
  }

  private void assertNothingIsRead(
      List<AirbyteStateMessage> saved, ConfiguredAirbyteStream... streams) {
    assertThatThrownBy(() -> source.read(saved, streams))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessage(
            "Tried to read ghosts, %s but failed because the deployment has none of their tables or"
                + " the setting exclude leaves none; check that deployment_url is the deployment"
                + " that you mean, or remove the streams from the connection.",
            streams[1].stream().name());
    assertThat(source.statuses("ghosts")).isEmpty();
  }

  @Test
  void generationsWithoutAMinimumOverwriteNothing() {
    source.read(List.of(), append("ghosts", 3L, 0L), incremental("users"));

    assertThat(source.logs(Level.WARN))
        .singleElement()
        .asString()
        .contains("what was copied before stays");
  }

  private static ObjectNode row(String name) {
    return SourceRun.JSON.createObjectNode().put("name", name);
  }

  private static ConfiguredAirbyteStream overwriting(
      String table, @Nullable Long generation, @Nullable Long minimum) {
    DestinationSyncMode mode =
        generation == null ? DestinationSyncMode.OVERWRITE : DestinationSyncMode.APPEND;
    return stream(table, mode, generation, minimum);
  }

  private static ConfiguredAirbyteStream append(String table, Long generation, Long minimum) {
    return stream(table, DestinationSyncMode.APPEND, generation, minimum);
  }

  private static ConfiguredAirbyteStream stream(
      String table, DestinationSyncMode mode, @Nullable Long generation, @Nullable Long minimum) {
    ConfiguredAirbyteStream stream = fullRefresh(table);
    return new ConfiguredAirbyteStream(
        stream.stream(), stream.syncMode(), mode, null, null, generation, minimum, null);
  }
}
