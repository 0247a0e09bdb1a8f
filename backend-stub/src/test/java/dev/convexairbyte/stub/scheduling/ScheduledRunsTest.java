package dev.convexairbyte.stub.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.functions.FunctionThreads;
import dev.convexairbyte.stub.functions.Functions;
import dev.convexairbyte.stub.functions.NoServices;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.stub.functions.TimeLimits;
import dev.convexairbyte.stub.log.ObservedLog;
import dev.convexairbyte.stub.time.AdvancingClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScheduledRunsTest {

  private final ObservedLog log = new ObservedLog();
  private final AdvancingClock clock = new AdvancingClock(Clock.systemUTC(), Duration.ZERO);
  private final Database database = new Database(log, clock, new Random(1));
  private final Registry registry =
      Registry.of(
          List.of(
              app ->
                  app.mutation(
                      "jobs:note",
                      (ctx, args) -> {
                        ctx.db().insert("notes", args);
                        return Values.NULL;
                      })));

  @Test
  @Timeout(60)
  void tryAgainWhatFoundNoRoomOnTheDisk() throws Exception {
    try (FunctionThreads threads = new FunctionThreads();
        ScheduledRuns runs = new ScheduledRuns(database, functions(threads), registry, clock)) {
      database.commit(
          TransactionLimits.NONE,
          transaction ->
              new TransactionScheduler(transaction, registry, clock)
                  .runAfter(Duration.ZERO, "jobs:note", Values.object()));
      log.setFull(true);
      runs.start();
      log.awaitRefusal();

      log.setFull(false);

      while (database.documents("", "notes").isEmpty()) {
        Thread.sleep(10);
      }
      runs.awaitDone();
      assertThat(database.documents("", "notes")).hasSize(1);
    }
  }

  private Functions functions(FunctionThreads threads) {
    Duration minute = Duration.ofMinutes(1);
    return new Functions(
        registry,
        database,
        new NoServices(),
        threads,
        new TimeLimits(minute, minute, minute),
        line -> {});
  }
}
