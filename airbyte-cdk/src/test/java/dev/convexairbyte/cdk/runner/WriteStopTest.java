package dev.convexairbyte.cdk.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WriteStopTest {

  @Test
  void doesNothingWhereNothingIsWritten() {
    new WriteStop(Duration.ofHours(1)).stop();

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void interruptsTheWriteAndWaitsUntilAllIsSaid() throws InterruptedException {
    WriteStop stop = new WriteStop(Duration.ofHours(1));
    CountDownLatch begun = new CountDownLatch(1);
    boolean[] wasInterrupted = new boolean[1];
    Thread writing =
        new Thread(
            () -> {
              stop.begun();
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                wasInterrupted[0] = true;
              }
              stop.ended();
            });
    writing.start();
    begun.await();

    stop.stop();

    assertThat(wasInterrupted[0]).isTrue();
  }

  @Test
  void waitsNoLongerThanItMay() {
    WriteStop stop = new WriteStop(Duration.ofMillis(1));
    stop.begun();

    stop.stop();

    assertThat(Thread.interrupted()).isTrue();
  }
}
