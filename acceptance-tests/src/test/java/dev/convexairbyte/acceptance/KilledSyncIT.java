package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A connector that is killed in the middle costs nothing but time. */
@OnEveryBed
class KilledSyncIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 5_000;

  /** After the snapshot's timestamp and two pages of 1024 rows. */
  private static final FaultRule SLOW_THIRD_PAGE =
      FaultRule.of(Fault.SLOW_BODY, "/api/list_snapshot").onCall(4);

  @Parameter private TestBed bed;
  @TempDir private Path folder;

  @Test
  void aSyncWhoseDestinationWasKilledGoesOnFromTheLastPrintedStateAndEndsEqual() throws Exception {
    // The source does not notice before the page is there that nobody reads what it prints.
    endsEqualAfterTheDeathOf(
        PipedSync::destination, SLOW_THIRD_PAGE.lasting(Duration.ofSeconds(8)));
  }

  @Test
  void aSyncWhoseSourceWasKilledGoesOnFromTheLastPrintedStateAndEndsEqual() throws Exception {
    // Nobody waits for its end.
    endsEqualAfterTheDeathOf(PipedSync::source, SLOW_THIRD_PAGE.lasting(Duration.ofMinutes(5)));
  }

  private void endsEqualAfterTheDeathOf(Function<PipedSync, Process> victim, FaultRule fault)
      throws Exception {
    Connectors connectors = bed.connectors(folder);
    try (TestDeployment original = bed.deployment();
        TestDeployment copy = bed.deployment()) {
      original.insert(
          "events",
          IntStream.range(0, ROWS)
              .mapToObj(row -> JSON.createObjectNode().put("number", row).put("kind", "new"))
              .toArray(ObjectNode[]::new));
      Connection connection = Connection.between(original.config(), copy.config(), folder);
      connection.setDestination("batch_records", 50);
      connection.configureAll(ProgramRun.discover(connectors, connection));
      original.fail(fault);

      PipedSync killed = PipedSync.start(connectors, connection);
      AtomicBoolean once = new AtomicBoolean();
      killed.run(
          sync -> {
            if (sync.recordsAcknowledged() > 0 && once.compareAndSet(false, true)) {
              bed.kill(victim.apply(sync));
            }
          });
      connection.saveState(killed.states());
      assertThat(killed.succeeded()).isFalse();
      assertThat(killed.states()).isNotEmpty();
      assertThat(copy.documents("events")).hasSizeBetween(1, ROWS - 1);

      PipedSync resumed = PipedSync.start(connectors, connection);
      resumed.run(state -> {});

      assertThat(resumed.problems()).isEmpty();
      assertThat(resumed.succeeded()).isTrue();
      assertThat(resumed.recordsAcknowledged()).isLessThan(ROWS);
      TableComparison comparison =
          TableComparison.of("events", original.documents("events"), copy.documents("events"));
      assertThat(comparison.differences()).isEmpty();
      assertThat(comparison.rowsInCopy()).isEqualTo(ROWS);
    }
  }
}
