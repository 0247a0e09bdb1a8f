package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestInput.errorLine;
import static dev.convexairbyte.destination.TestInput.globalStateLine;
import static dev.convexairbyte.destination.TestInput.recordLine;
import static dev.convexairbyte.destination.TestInput.statusLine;
import static dev.convexairbyte.destination.TestInput.streamStateLine;
import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.dedup;
import static dev.convexairbyte.destination.TestStream.overwrite;
import static dev.convexairbyte.destination.write.TestWrite.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ClearTimingTest {

  private static final Map<String, String> LINES =
      Map.ofEntries(
          Map.entry("a record", recordLine("users", "{}")),
          Map.entry("a state", streamStateLine("users", "1")),
          Map.entry("a null state", streamStateLine("users", "null")),
          Map.entry("a state of another stream", streamStateLine("orders", "1")),
          Map.entry("a global state", globalStateLine("users:1")),
          Map.entry("a global state of another stream", globalStateLine("orders:1")),
          Map.entry("a global null state", globalStateLine("users:null")),
          Map.entry("a global clear", globalStateLine("users:null").replace("{\"lsn\":1}", "null")),
          Map.entry("a global clear of one of several", globalStateLine("users:null", "parts:1")),
          Map.entry(
              "a global clear of another stream",
              globalStateLine("orders:null").replace("{\"lsn\":1}", "null")),
          Map.entry("an empty legacy state", "{\"type\":\"STATE\",\"state\":{\"data\":{}}}"),
          Map.entry("a legacy state", "{\"type\":\"STATE\",\"state\":{\"data\":{\"users\":1}}}"),
          Map.entry("started", statusLine("users", "STARTED")),
          Map.entry("running", statusLine("users", "RUNNING")),
          Map.entry("complete", statusLine("users", "COMPLETE")),
          Map.entry("an error", errorLine("Tried to read but failed.")),
          Map.entry("incomplete", statusLine("users", "INCOMPLETE")));

  @ParameterizedTest(name = "{0} {1}: cleared {2}")
  @CsvFileSource(resources = "clears.csv", delimiter = '|', numLinesToSkip = 1)
  void clearsWhatTheSourceHasReplaced(String input, @Nullable String truncated, String cleared) {
    TestWrite write =
        new TestWrite(
            truncated == null ? overwrite("users") : append("users").truncated(), append("orders"));
    write.consumer.start();

    for (String message : input.equals("nothing") ? new String[0] : input.split(", ")) {
      write.takes(Objects.requireNonNull(LINES.get(message), message));
    }
    try {
      write.consumer.finish();
    } catch (ConnectorException e) {
      assertThat(e)
          .hasMessageMatching("Tried to (refresh users|sync stream users|sync) but failed .*");
    }

    assertThat(write.journal.contains("clear users")).isEqualTo(cleared.equals("yes"));
  }

  @Test
  void clearsBeforeTheFirstRecordAndOnce() {
    TestWrite write = new TestWrite(new BatchLimits(1, 1 << 20), overwrite("users"));

    write.record("users", "{\"a\":1}").record("users", "{\"a\":2}");
    write.consumer.finish();

    assertThat(write.journal)
        .containsExactly("clear users", "append users {\"a\":1}", "append users {\"a\":2}");
  }

  @Test
  void indexesAnOverwrittenTableWithAKeyAfterItIsCleared() {
    TestWrite write = new TestWrite(overwrite("users").withKey("_id"));
    write.target.becomesReadyAfter(1);
    write.consumer.start();
    assertThat(write.journal).isEmpty();

    write.record("users", "{\"_id\":1}");
    write.consumer.finish();

    assertThat(write.journal)
        .containsExactly(
            "clear users",
            "index {users=[[source_id]]}",
            "ready? users",
            "ready? users",
            "upsert users {\"_id\":1}");
  }

  @Test
  void waitsWhileAnIndexOfTheTableIsBeingBuilt() {
    TestWrite write = new TestWrite(dedup("users", "id").truncated());
    write.target.refusesToClear(2);

    write.record("users", "{\"id\":1}");

    assertThat(write.journal)
        .containsExactly(
            "clear users", "clear users", "clear users", "index {users=[[id]]}", "ready? users");
  }

  @Test
  void writesAndAcknowledgesOtherStreamsWhileATableIsBeingPrepared() {
    TestWrite write = new TestWrite(append("orders"), overwrite("users").withKey("id"));
    write.record("orders", "{\"o\":1}").state("orders", "1");
    write.target.becomesReadyAfter(10);

    write.record("users", "{\"id\":1}");

    int ready = write.journal.lastIndexOf("ready? users");
    assertThat(write.journal.indexOf(echo("orders", "1", 1))).isPositive().isLessThan(ready);
  }

  @Test
  void sendsTheStateOfAnEmptyStreamBackAfterItsTableIsCleared() {
    TestWrite write = new TestWrite(overwrite("users"), overwrite("old"));
    write.state("users", "null").state("old", "null");
    assertThat(write.journal).isEmpty();

    write.consumer.finish();

    assertThat(write.journal)
        .containsExactly("clear users old", echo("users", "null", 0), echo("old", "null", 0));
  }

  @Test
  void sendsAnEarlyStateBackWhenTheFirstRecordHasClearedTheTable() {
    TestWrite write = new TestWrite(overwrite("users"));

    write.state("users", "0").record("users", "{\"a\":1}");

    assertThat(write.journal).containsExactly("clear users", echo("users", "0", 0));
  }

  @Test
  void doesNotClearForARecordThatCannotBeWritten() {
    TestWrite write = new TestWrite(overwrite("users").withKey("id"));

    assertThatThrownBy(() -> write.record("users", "{\"a\":1}"))
        .isInstanceOf(ConnectorException.class);

    assertThat(write.journal).isEmpty();
  }
}
