package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.stub.StubBackend;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination that is killed in the middle costs nothing but time. */
class KilledDestinationIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 5_000;

  private final Programs programs = Programs.ofThisCheckout();
  @TempDir private Path folder;

  @Test
  void aSyncThatGoesOnFromTheLastPrintedStateEndsEqual() throws Exception {
    try (StubBackend original = StubBackend.start();
        StubBackend copy = StubBackend.start()) {
      for (int row = 0; row < ROWS; row++) {
        original.insert("events", JSON.createObjectNode().put("number", row).put("kind", "new"));
      }
      Connection connection = Connection.between(original, copy, folder);
      connection.setDestination("batch_records", 50);
      connection.configureAll(
          ProgramRun.of(
                  programs.source("discover", "--config", connection.sourceConfig()), folder, "")
              .ofType("CATALOG")
              .get(0));

      PipedSync killed = PipedSync.start(programs, connection);
      AtomicBoolean once = new AtomicBoolean();
      killed.run(
          sync -> {
            if (sync.recordsAcknowledged() > 0 && once.compareAndSet(false, true)) {
              sync.killDestination();
            }
          });
      connection.saveState(killed.states());
      assertThat(killed.succeeded()).isFalse();
      assertThat(killed.states()).isNotEmpty();
      assertThat(copy.documents("events")).hasSizeBetween(1, ROWS - 1);

      PipedSync resumed = PipedSync.start(programs, connection);
      resumed.run(state -> {});

      assertThat(resumed.problems()).isEmpty();
      assertThat(resumed.succeeded()).isTrue();
      TableComparison comparison = TableComparison.of("events", original, copy);
      assertThat(comparison.differences()).isEmpty();
      assertThat(comparison.rowsInCopy()).isEqualTo(ROWS);
    }
  }
}
