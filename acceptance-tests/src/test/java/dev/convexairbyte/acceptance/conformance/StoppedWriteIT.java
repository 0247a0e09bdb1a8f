package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.Lines.echo;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A write that is told to stop ends in time, with an error, and loses nothing acknowledged. */
@OnEveryBed
@Timeout(120)
class StoppedWriteIT extends DestinationCase {

  /** 128 and the number of the signal; a container that had to be killed would end with 137. */
  private static final int SIGTERM_EXIT = 143;

  @BeforeEach
  void sendTwoRecordsAtATime() {
    destination.with("batch_records", 2);
  }

  @Test
  void whatWasAcknowledgedIsWritten() throws Exception {
    try (OpenWrite write = destination.open(List.of(append("users")))) {
      write.send(record("users", "{\"n\":1}"), record("users", "{\"n\":2}"), state("users", 1));
      assertThat(write.nextState()).isEqualTo(echo(state("users", 1), 2));
      write.send(record("users", "{\"n\":3}"), state("users", 2));

      bed.stop(write.process());

      List<String> rest = write.rest();
      assertThat(write.exitCode()).isEqualTo(SIGTERM_EXIT);
      assertThat(rest).filteredOn(line -> line.contains("\"type\":\"ERROR\"")).hasSize(1);
      assertThat(destination.rows("users")).startsWith("{\"n\":1}", "{\"n\":2}");
      if (rest.contains(echo(state("users", 2), 1))) {
        assertThat(destination.rows("users")).hasSize(3);
      }
    }
  }

  @Test
  void whatIsUnderWayIsStillAcknowledged() throws Exception {
    destination
        .backend()
        .fail(FaultRule.of(Fault.SLOW_BODY, TestDestination.IMPORT).lasting(Duration.ofSeconds(2)));
    try (OpenWrite write = destination.open(List.of(append("users")))) {
      write.send(record("users", "{\"n\":1}"), record("users", "{\"n\":2}"), state("users", 1));
      while (destination.rows("users").isEmpty()) {
        Thread.sleep(50);
      }

      bed.stop(write.process());

      assertThat(write.rest()).contains(echo(state("users", 1), 2));
      assertThat(write.exitCode()).isEqualTo(SIGTERM_EXIT);
    }
  }
}
