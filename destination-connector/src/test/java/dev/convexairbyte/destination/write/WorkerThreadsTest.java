package dev.convexairbyte.destination.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.client.ImportSegments;
import dev.convexairbyte.destination.TestStream;
import dev.convexairbyte.destination.plan.WritePlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WorkerThreadsTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  @Test
  void sendsAtTheSameTimeAndHandsBackWhatHasEnded() throws InterruptedException {
    try (WorkerThreads workers = new WorkerThreads(3)) {
      CyclicBarrier allThree = new CyclicBarrier(3);
      for (int number = 0; number < 3; number++) {
        workers.start(
            () -> {
              try {
                allThree.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              return outcome();
            });
      }

      for (int number = 0; number < 3; number++) {
        assertThat(workers.poll(LONG)).isNotNull();
      }
      assertThat(workers.poll()).isNull();
    }
  }

  @Test
  void runsOnDaemonThreadsThatCloseInterrupts() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    boolean[] isDaemon = new boolean[1];
    WorkerThreads workers = new WorkerThreads(1);
    workers.start(
        () -> {
          isDaemon[0] = Thread.currentThread().isDaemon();
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return outcome();
        });
    started.await();

    workers.close();

    assertThat(interrupted.await(50, TimeUnit.SECONDS)).isTrue();
    assertThat(isDaemon[0]).isTrue();
  }

  private static BatchOutcome outcome() {
    RecordBatch batch =
        new RecordBatch(
            WritePlan.of(TestStream.catalog(TestStream.append("log"))).streams().get(0),
            0,
            new ImportSegments());
    return new BatchOutcome(batch, List.of(), new RequestCounts(), null);
  }
}
