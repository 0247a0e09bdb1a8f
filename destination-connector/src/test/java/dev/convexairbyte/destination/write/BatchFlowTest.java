package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.dedup;
import static dev.convexairbyte.destination.write.TestWrite.echo;
import static dev.convexairbyte.destination.write.TestWrite.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.destination.TestStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When batches are closed by time and by memory. */
class BatchFlowTest {

  private static final int RECORD = 100_000;

  @Test
  void sendsARecordThatHasWaitedThirtySecondsAlthoughNoMoreInputComes() {
    TestWrite write = new TestWrite(append("users"), append("orders"));
    write.record("users", "{\"u\":1}");
    write.clock.advance(Duration.ofSeconds(10));
    write.record("orders", "{\"o\":1}").record("users", "{\"u\":2}");
    write.clock.advance(Duration.ofMillis(19_999));
    write.consumer.pulse();
    assertThat(write.journal).isEmpty();

    write.clock.advance(Duration.ofMillis(1));
    write.consumer.pulse();

    assertThat(write.journal).containsExactly("append users {\"u\":1} {\"u\":2}");
  }

  @Test
  void countsTheThirtySecondsOfEachBatchFromItsOwnFirstRecord() {
    TestWrite write = new TestWrite(append("users"));
    write.record("users", "{\"u\":1}");
    write.clock.advance(Duration.ofSeconds(30));
    write.record("users", "{\"u\":2}");
    assertThat(write.journal).hasSize(1);

    write.record("users", "{\"u\":3}");
    write.clock.advance(Duration.ofSeconds(29));
    write.consumer.pulse();
    assertThat(write.journal).hasSize(1);
    write.clock.advance(Duration.ofSeconds(1));
    write.consumer.pulse();

    assertThat(write.journal).hasSize(2);
  }

  @Test
  void acknowledgesAStateAfterTenSecondsAlthoughNoMoreInputComes() {
    TestWrite write = new TestWrite(append("users"));
    write.record("users", "{\"u\":1}").state("users", "1");

    write.clock.advance(Duration.ofSeconds(10));
    write.consumer.pulse();

    assertThat(write.journal).containsExactly("append users {\"u\":1}", echo("users", "1", 1));
  }

  @Test
  void doesNotSendSmallBatchesWhileAStateWaitsForOneThatIsUnderWay() {
    TestWrite write = new TestWrite(append("users"));
    write.workers.held();
    write.record("users", "{\"u\":1}").state("users", "1");
    write.clock.advance(Duration.ofSeconds(10));
    write.consumer.pulse();
    assertThat(write.workers.underWay()).isEqualTo(1);

    write.record("users", "{\"u\":2}").record("users", "{\"u\":3}");
    write.clock.advance(Duration.ofSeconds(5));
    write.record("users", "{\"u\":4}");

    assertThat(write.workers.underWay()).isEqualTo(1);
  }

  @Test
  void sendsTheLargestBatchWhenAllTogetherOccupyTooMuch() {
    TestWrite write = small(append("a"), append("b"), append("c"));

    write.record("a", large(1)).record("b", large(1)).record("b", large(2)).record("c", large(1));
    assertThat(write.journal).isEmpty();
    write.record("a", large(2));

    assertThat(write.journal).singleElement().asString().startsWith("append b ");
  }

  @Test
  void waitsForABatchToEndWhenThereIsNoMemoryForTheNextRecord() {
    TestWrite write = small(dedup("users", "id"));
    write.workers.held();
    for (int number = 0; number < 4; number++) {
      write.record("users", large(number));
    }
    assertThat(write.workers.underWay()).isZero();

    write.record("users", large(4));
    write.record("users", large(5));
    assertThat(write.journal).hasSize(1);
    for (int number = 6; number < 20; number++) {
      write.record("users", large(number));
    }
    write.consumer.finish();

    assertThat(String.join("", write.journal).split("\"id\"", -1)).hasSize(21);
  }

  @Test
  void sendsARecordThatIsLargerThanAllMemoryAlone() {
    TestWrite write = small(append("a"));
    String huge = "{\"id\":\"" + "x".repeat(10 * RECORD) + "\"}";

    write.record("a", large(1)).record("a", huge).record("a", large(2));
    write.consumer.finish();

    assertThat(write.journal)
        .containsExactly("append a " + large(1), "append a " + huge, "append a " + large(2));
  }

  @Test
  void countsWhatBatchesOccupyAfreshOnceTheyAreWritten() {
    TestWrite write = small(append("a"));

    for (int number = 0; number < 100; number++) {
      write.record("a", large(number));
      write.clock.advance(Duration.ofSeconds(30));
      write.consumer.pulse();
    }

    assertThat(write.journal).hasSize(100);
  }

  /** Room for about four records, and batches that are never full. */
  private static TestWrite small(TestStream... streams) {
    return new TestWrite(settings(new BatchLimits(1000, 1 << 30)), 6L * RECORD, streams);
  }

  private static String large(int number) {
    return "{\"id\":\"" + number + "x".repeat(RECORD) + "\"}";
  }
}
