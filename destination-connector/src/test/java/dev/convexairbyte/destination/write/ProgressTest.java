package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.dedup;
import static dev.convexairbyte.destination.TestStream.overwrite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.log.LogOutput;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator reads. */
class ProgressTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @AfterEach
  void stopLogging() {
    LogOutput.uninstall();
  }

  @Test
  void saysEveryTenSecondsHowFarItIsWhileSomethingGoesOn() throws IOException {
    log(Level.INFO);
    TestWrite write = new TestWrite(new BatchLimits(2, 1 << 20), append("log"));
    write.workers.held();
    for (int number = 0; number < 20; number++) {
      write.record("log", "{\"n\":" + number + "}");
    }
    write.workers.end(0);
    write.consumer.pulse();
    assertThat(messages()).isEmpty();

    write.clock.advance(Duration.ofSeconds(10));
    write.consumer.pulse();
    write.consumer.pulse();

    assertThat(messages())
        .containsExactly(
            "Records written: 2 (0/s), now reading log for table log; requests under way: 4 of 4;"
                + " waiting mostly for the source (0 of the last 10 s for Convex).");
  }

  @Test
  void saysWhichTableKeepsItsRowsForWantOfASign() throws IOException {
    log(Level.WARN);
    TestWrite write = new TestWrite(overwrite("users"), overwrite("orders"));
    write.state("orders", "null");

    write.consumer.finish();

    assertThat(messages())
        .containsExactly(
            "No record of stream users came, and nothing that says that it is empty: table users"
                + " keeps its rows.");
  }

  @Test
  void saysNothingWhileNothingGoesOn() throws IOException {
    log(Level.INFO);
    TestWrite write = new TestWrite(append("log"));

    write.clock.advance(Duration.ofMinutes(5));
    write.consumer.pulse();

    assertThat(messages()).isEmpty();
  }

  @Test
  void saysWhenItWaitsForConvex() throws IOException {
    log(Level.INFO);
    TestWrite write = new TestWrite(append("log"));
    write.record("log", "{\"n\":1}");
    write.workers.getStuck();
    write.workers.advances(write.clock);
    write.workers.interruptAfter(12);

    assertThatThrownBy(write.consumer::finish).hasMessageContaining("told to stop");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(messages())
        .singleElement()
        .asString()
        .contains("requests under way: 1 of 4; waiting mostly for Convex (10 of the last 10 s");
  }

  @Test
  void countsTheWaitForATableAsAWaitForConvex() throws IOException {
    log(Level.INFO);
    TestWrite write = new TestWrite(append("log"), overwrite("users"));
    write.record("log", "{\"n\":1}").state("log", "1");
    write.target.refusesToClear(8);

    write.record("users", "{}");

    assertThat(messages())
        .filteredOn(message -> message.startsWith("Records written: 1 "))
        .singleElement()
        .asString()
        .contains("waiting mostly for Convex (10 of the last 10 s");
  }

  @Test
  void saysAtTheEndWhatBecameOfEachStream() throws IOException {
    log(Level.INFO);
    TestWrite write = new TestWrite(dedup("users", "id"), append("log"), append("none"));
    write.target.countsOfEach().retry();
    write.target.countsOfEach().appendAgain(3);
    write.record("users", "{\"id\":1}").record("users", "{\"id\":2}");
    write.record("users", "{\"id\":1,\"_ab_cdc_deleted_at\":\"x\"}").record("log", "{}");

    write.consumer.finish();
    write.consumer.close();

    assertThat(messages())
        .containsExactly(
            "Stream users to table users: 2 written, 1 deleted, 1 request retried, 3 perhaps stored"
                + " twice.",
            "Stream log to table log: 1 written, 1 request retried, 3 perhaps stored twice.",
            "Stream none to table none: 0 written.");
  }

  @Test
  void saysWhatWasWrittenAlsoWhenTheWriteFails() throws IOException {
    log(Level.INFO);
    TestWrite write = new TestWrite(new BatchLimits(1, 1 << 20), append("log"));
    write.record("log", "{\"n\":1}");

    write.consumer.close();

    assertThat(messages()).containsExactly("Stream log to table log: 1 written.");
  }

  @Test
  void saysOfTheFirstSkippedRecordsOnlyWhichTheyAre() throws IOException {
    log(Level.WARN);
    TestWrite write =
        new TestWrite(
            TestWrite.settings(new BatchLimits(10, 1 << 20)).put("on_record_error", "skip"),
            MemoryBudget.STANDARD,
            dedup("users", "id"));
    for (int number = 0; number < 50; number++) {
      write.record("users", "{\"PRIVATE\":1}");
    }

    assertThat(messages()).hasSize(Rejections.MOST_LINES + 1);
    assertThat(messages().get(1)).startsWith("Skipped a record: Tried to").contains("input line 2");
    assertThat(String.join("", messages())).doesNotContain("PRIVATE");
  }

  @Test
  void saysWhatEveryRequestTookToWhoWantsToKnow() throws IOException {
    log(Level.DEBUG);
    TestWrite write = new TestWrite(new BatchLimits(1, 1 << 20), append("log"));

    write.record("log", "{\"n\":1}");

    assertThat(messages()).containsExactly("Wrote 1 records with 7 bytes to log in 0 ms.");
  }

  private void log(Level level) {
    LogOutput.install(StdoutMessageWriter.to(output), level);
  }

  private List<String> messages() throws IOException {
    List<String> messages = new ArrayList<>();
    for (String line : output.toString(StandardCharsets.UTF_8).lines().toList()) {
      messages.add(new ObjectMapper().readTree(line).at("/log/message").asText());
    }
    return messages;
  }
}
