package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.Lines.complete;
import static dev.convexairbyte.acceptance.conformance.Lines.echo;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.Lines.status;
import static dev.convexairbyte.acceptance.conformance.TestDestination.error;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.FaultRule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a sync ends, what was acknowledged is written. */
@Timeout(120)
class EndingsIT extends DestinationCase {

  @BeforeEach
  void sendTwoRecordsAtATime() {
    destination.with("batch_records", 2);
  }

  @Test
  void anOutputThatNobodyReadsEndsItWithAnError() throws Exception {
    try (OpenWrite write = destination.open(List.of(append("users")))) {
      write.send(record("users", "{\"n\":1}"), record("users", "{\"n\":2}"), state("users", 1));
      write.nextState();

      write.breakOutput();

      sendUntilItBreaks(write);
      assertThat(write.exitCode()).isNotZero();
    }
  }

  private static void sendUntilItBreaks(OpenWrite write) {
    try {
      for (int number = 3; number < 1_000; number++) {
        write.send(record("users", "{\"n\":%d}".formatted(number)), state("users", number));
      }
      write.endInput();
    } catch (IOException e) {
      // The program has gone, which is what is waited for.
      return;
    }
  }

  @Test
  void aSourceThatDiesLeavesWhatWasAcknowledgedAndFailsTheSync() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users"), append("orders")),
            status("users", "STARTED"),
            record("users", "{\"n\":1}"),
            state("users", 1),
            complete("users"),
            status("orders", "STARTED"),
            record("orders", "{\"n\":1}"),
            state("orders", 1));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(states(write))
        .containsExactlyInAnyOrder(echo(state("users", 1), 1), echo(state("orders", 1), 1));
    assertThat(destination.rows("users")).hasSize(1);
    assertThat(destination.rows("orders")).hasSize(1);
    assertThat(error(write).path("failure_type").asText()).isEqualTo("transient_error");
    assertThat(error(write).path("message").asText()).contains("orders").doesNotContain("users");
  }

  @Test
  void aSyncThatIsReplayedFromItsLastStateEndsWithEveryKeyOnce() throws Exception {
    destination
        .backend()
        .fail(FaultRule.error(BackendError.BAD_ADMIN_KEY, TestDestination.IMPORT).onCall(3));
    String[] lines = {
      record("users", "{\"id\":1}"), record("users", "{\"id\":2}"), state("users", 1),
      record("users", "{\"id\":3}"), record("users", "{\"id\":4}"), state("users", 2),
      record("users", "{\"id\":5}"), record("users", "{\"id\":6}"), state("users", 3)
    };

    ProgramRun broken = destination.write(List.of(dedup("users", "id")), lines);
    ProgramRun whole = destination.write(List.of(dedup("users", "id")), lines);

    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(error(broken).path("message").asText()).contains("access_key", "BadAdminKey");
    assertThat(whole.exitCode()).isZero();
    assertThat(destination.rows("users")).hasSize(6).doesNotHaveDuplicates();
  }
}
