package dev.convexairbyte.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.source.ScriptedDeployment.Answer;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A deployment that announces more for ever, which the stub never does. */
class StuckDeploymentTest {

  @Test
  void aSnapshotThatStandsStillIsAnErrorAndNotALoop() throws IOException {
    assertStuck(new StreamPosition.Unread());
  }

  @Test
  void aLogThatStandsStillIsAnErrorAndNotALoop() throws IOException {
    assertStuck(new StreamPosition.InLog(7));
  }

  private static void assertStuck(StreamPosition position) throws IOException {
    List<AirbyteStateMessage> saved =
        List.of(StateFormat.write(new StreamDescriptor("users", null), position, 0));
    try (ScriptedDeployment stuck = ScriptedDeployment.with("users")) {
      stuck.answering(
          "/api/list_snapshot",
          body -> Answer.of("{\"values\":[],\"snapshot\":7,\"cursor\":\"same\",\"hasMore\":true}"));
      stuck.answering(
          "/api/document_deltas",
          body -> Answer.of("{\"values\":[],\"cursor\":7,\"hasMore\":true}"));

      assertThatThrownBy(() -> stuck.run().read(saved, SourceRun.incremental("users")))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.failureType()).isEqualTo(FailureType.SYSTEM_ERROR))
          .hasMessageContaining("without moving on");
    }
  }
}
