package dev.convexairbyte.acceptance.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dies at whatever moment: the copy ends equal, and the state file is never torn. */
class SyncDeathIT {

  private static final int ROWS = 12_000;
  private static final int DEATHS = 3;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  @TempDir private Path folder;

  @Test
  void aSourceThatIsKilledIsStartedAgain() throws Exception {
    connectorIsKilled("read");
  }

  @Test
  void aDestinationThatIsKilledIsStartedAgain() throws Exception {
    connectorIsKilled("write");
  }

  private void connectorIsKilled(String command) throws Exception {
    System.out.println("SyncDeathIT seed " + seed);
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.connection().setDestination("batch_records", 100);
      sync.fill("users", ROWS);
      // A source that were done at once could not be killed.
      sync.original()
          .faults()
          .add(FaultRule.of(Fault.SLOW_BODY, "/api/list_snapshot").times(1_000));
      SyncProcess process = sync.start("--strict");
      int killed = 0;
      while (killed < DEATHS && awaitSomeRows(process, sync)) {
        Optional<ProcessHandle> connector = process.connector(command);
        if (connector.isPresent()) {
          connector.get().destroyForcibly();
          connector.get().onExit().join();
          killed++;
        }
      }

      sync.original().faults().clear();
      assertThat(process.await()).as("seed %d: %s", seed, process.errors()).isZero();
      assertThat(killed).as("deaths with seed %d: %s", seed, process.errors()).isPositive();
      assertThat(process.errors()).contains("Attempt 1 failed").contains("was killed by signal 9");
      sync.assertEqual("users");
    }
  }

  /** Waits until some more rows are in the copy; false if the sync has ended before. */
  private boolean awaitSomeRows(SyncProcess process, SyncFixture sync) throws InterruptedException {
    int rows = sync.copy().documents("users").size() + 100 + random.nextInt(ROWS / 4);
    process.awaitUntil(() -> sync.copy().documents("users").size() >= Math.min(rows, ROWS - 500));
    return process.isAlive();
  }

  @Test
  void aSyncThatIsKilledWithItsConnectorsLeftAloneIsGoneOnWith() throws Exception {
    System.out.println("SyncDeathIT seed " + seed);
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.connection().setDestination("batch_records", 100);
      sync.fill("users", ROWS);
      for (int death = 0; death < DEATHS; death++) {
        SyncProcess process = sync.start();
        process.awaitUntil(() -> process.connector("write").isPresent());
        Thread.sleep(random.nextInt(3_000));
        process.kill();
        process.await();
        // It can be read, whenever that was.
        sync.states();
        sync.change("users", random);
      }

      SyncProcess last = sync.start();

      assertThat(last.await()).as("seed %d: %s", seed, last.errors()).isZero();
      sync.assertEqual("users");
      assertThat(sync.leftovers()).isEmpty();
    }
  }

  @Test
  void aSyncThatIsToldToStopKeepsWhatIsWrittenAndEndsWith143() throws Exception {
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.connection().setDestination("batch_records", 100);
      sync.fill("users", ROWS);
      SyncProcess process = sync.start();
      process.awaitUntil(() -> process.connector("write").isPresent());
      process.awaitUntil(() -> sync.copy().documents("users").size() > 2_000);

      ProcessHandle destination = process.connector("write").orElseThrow();
      process.terminate();

      assertThat(process.await()).as(process.errors()).isEqualTo(143);
      assertThat(process.errors().lines())
          .last()
          .asString()
          .startsWith("Stopped after ")
          .endsWith("the next sync goes on from there.");
      assertThat(sync.states()).isNotEmpty();
      assertThat(sync.leftovers()).isEmpty();
      assertThat(destination.isAlive()).isFalse();

      SyncProcess next = sync.start("--strict");
      assertThat(next.await()).as(next.errors()).isZero();
      sync.assertEqual("users");
    }
  }
}
