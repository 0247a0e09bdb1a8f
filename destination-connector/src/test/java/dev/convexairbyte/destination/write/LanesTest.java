package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.dedup;
import static dev.convexairbyte.destination.TestStream.overwrite;
import static dev.convexairbyte.destination.write.TestWrite.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.ImportProblem;
import dev.convexairbyte.destination.TestStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which batches go at the same time, and what that does to the states and the end of a write. */
class LanesTest {

  private static final BatchLimits ONE_RECORD = new BatchLimits(1, 1 << 20);

  @Test
  void sendsSeveralBatchesOfAnAppendedStreamAtATime() {
    TestWrite write = held(append("log"));

    write.record("log", "{\"n\":1}").record("log", "{\"n\":2}").record("log", "{\"n\":3}");

    assertThat(write.workers.underWay()).isEqualTo(3);
  }

  @Test
  void sendsNoMoreBatchesAtATimeThanItMay() {
    TestWrite write = held(append("log"));
    for (int number = 1; number <= 6; number++) {
      write.record("log", "{\"n\":" + number + "}");
    }
    assertThat(write.workers.underWay()).isEqualTo(4);

    write.workers.end(2);
    write.consumer.pulse();

    assertThat(write.workers.underWay()).isEqualTo(4);
    assertThat(write.journal).containsExactly("append log {\"n\":3}");
  }

  @Test
  void keepsTheOrderOfAStreamWithAKey() {
    TestWrite write = held(dedup("users", "id"), append("log"));
    write.consumer.start();
    write.record("users", "{\"id\":1,\"v\":1}").record("users", "{\"id\":1,\"v\":2}");
    write.record("users", "{\"id\":1,\"v\":3}").record("log", "{\"n\":1}");
    assertThat(write.workers.underWay()).isEqualTo(2);

    write.consumer.finish();

    assertThat(write.journal.subList(2, 6))
        .containsExactly(
            "upsert users {\"id\":1,\"v\":1}",
            "append log {\"n\":1}",
            "upsert users {\"id\":1,\"v\":2}",
            "upsert users {\"id\":1,\"v\":3}");
  }

  @Test
  void keepsTheOrderOfAnOverwrittenStreamWithAKey() {
    TestWrite write = held(overwrite("users").withKey("id"));

    write.record("users", "{\"id\":1,\"v\":1}").record("users", "{\"id\":1,\"v\":2}");

    assertThat(write.workers.underWay()).isEqualTo(1);
  }

  @Test
  void letsStreamsWithKeysGoAtTheSameTime() {
    TestWrite write = held(dedup("users", "id"), dedup("parts", "id"));

    write.record("users", "{\"id\":1}").record("parts", "{\"id\":1}");

    assertThat(write.workers.underWay()).isEqualTo(2);
  }

  @Test
  void acknowledgesWhenEveryEarlierBatchIsWrittenWhateverTheirOrder() {
    TestWrite write = held(append("log"));
    write.record("log", "{\"n\":1}").state("log", "1").record("log", "{\"n\":2}");
    write.state("log", "2").record("log", "{\"n\":3}");

    write.workers.end(1);
    write.consumer.pulse();
    assertThat(write.journal).containsExactly("append log {\"n\":2}");
    write.workers.end(0);
    write.consumer.pulse();

    assertThat(write.journal)
        .containsExactly(
            "append log {\"n\":2}",
            "append log {\"n\":1}",
            echo("log", "1", 1),
            echo("log", "2", 1));
  }

  @Test
  void stopsAtTheFirstFailureAndLetsTheOthersUnderWayEnd() {
    TestWrite write = held(append("log"), append("other"));
    write.record("other", "{\"o\":1}").state("other", "1").record("log", "{\"n\":1}");
    write.state("log", "1").record("log", "{\"n\":2}").state("log", "2").record("log", "{\"n\":3}");
    write.record("log", "{\"n\":4}").record("other", "{\"o\":2}");
    write.target.failsAfterImports(0);
    write.workers.end(1);
    write.target.failsAfterImports(100);

    assertThatThrownBy(write.consumer::pulse).hasMessage("the import failed");
    write.consumer.close();

    assertThat(write.journal)
        .containsExactly(
            "append other {\"o\":1}",
            echo("other", "1", 1),
            "append log {\"n\":2}",
            "append log {\"n\":3}",
            "close");
  }

  @Test
  void theFirstOfTwoFailuresEndsTheWrite() {
    TestWrite write = held(append("log"));
    write.record("log", "{\"n\":1}").record("log", "{\"n\":2}");
    write.target.refuses("{\"n\":2}", ImportProblem.NONE, 1);
    write.workers.end(1);
    write.target.failsAfterImports(0);
    write.workers.end(0);

    assertThatThrownBy(write.consumer::pulse).hasMessageContaining("because of NONE");
  }

  @Test
  void findsAFailureWhileItWaitsForTheEnd() {
    TestWrite write = held(append("log"));
    write.record("log", "{\"n\":1}").state("log", "1");
    write.target.failsAfterImports(0);

    assertThatThrownBy(write.consumer::finish).hasMessage("the import failed");
    write.consumer.close();

    assertThat(write.journal).containsExactly("close");
  }

  @Test
  void acknowledgesWhatIsUnderWayWhenItIsToldToStop() {
    TestWrite write = held(append("log"));
    write.record("log", "{\"n\":1}").state("log", "1");

    write.consumer.close();

    assertThat(write.journal).containsExactly("append log {\"n\":1}", echo("log", "1", 1), "close");
  }

  @Test
  void doesNotSendWhatWasNotUnderWayWhenItIsToldToStop() {
    TestWrite write = new TestWrite(append("log"));
    write.record("log", "{\"n\":1}").state("log", "1");

    write.consumer.close();

    assertThat(write.journal).containsExactly("close");
  }

  @Test
  void saysThatItWasToldToStopWhenItIsInterrupted() {
    TestWrite write = held(append("log"));
    write.record("log", "{\"n\":1}");
    write.workers.interruptNextWait();

    assertThatThrownBy(write.consumer::finish)
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("told to stop");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    write.consumer.close();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(write.journal).containsExactly("append log {\"n\":1}", "close");
  }

  @Test
  void doesNotWaitForEverForWhatIsUnderWay() {
    TestWrite write = new TestWrite(ONE_RECORD, append("log"));
    write.workers.getStuck();
    write.workers.advances(write.clock);
    write.record("log", "{\"n\":1}").state("log", "1");

    write.consumer.close();

    assertThat(write.clock.sleeps()).hasSize(20).containsOnly(Duration.ofSeconds(1));
    assertThat(write.journal).containsExactly("close");
  }

  @Test
  void leavesTimeToSayWhyItEndsWhenItIsToldToStop() {
    TestWrite write = new TestWrite(ONE_RECORD, append("log"));
    write.workers.getStuck();
    write.workers.advances(write.clock);
    write.record("log", "{\"n\":1}").state("log", "1");
    Thread.currentThread().interrupt();

    write.consumer.close();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(write.clock.sleeps()).hasSize(6).containsOnly(Duration.ofSeconds(1));
  }

  private static TestWrite held(TestStream... streams) {
    TestWrite write = new TestWrite(ONE_RECORD, streams);
    write.workers.held();
    return write;
  }
}
