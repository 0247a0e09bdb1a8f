package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestInput.errorLine;
import static dev.convexairbyte.destination.TestInput.globalStateLine;
import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.dedup;
import static dev.convexairbyte.destination.TestStream.overwrite;
import static dev.convexairbyte.destination.write.TestWrite.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.destination.TestStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteConsumerTest {

  private static final BatchLimits TWO_OBJECTS = new BatchLimits(2, 1 << 20);

  @Test
  void appendsWithoutAnIndex() {
    TestWrite write = new TestWrite(append("users"));

    write.consumer.start();
    write.record("users", "{\"a\":1}").record("users", "{\"a\":2}").state("users", "9");
    write.consumer.finish();

    assertThat(write.journal)
        .containsExactly("append users {\"a\":1} {\"a\":2}", echo("users", "9", 2));
  }

  @Test
  void addsTheIndexesOfKeptTablesInOneRequest() {
    TestWrite write =
        new TestWrite(
            dedup("users", "_id"), append("log"), dedup("parts", "a+b.c"), overwrite("old"));
    write.target.becomesReadyAfter(2);

    write.consumer.start();

    assertThat(write.journal)
        .containsExactly(
            "index {users=[[source_id]], parts=[[a], [b, c]]}",
            "ready? users parts",
            "ready? users parts",
            "ready? users parts");
    assertThat(write.clock.sleeps())
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void sendsABatchWhenItHasItsRecords() {
    TestWrite write = new TestWrite(TWO_OBJECTS, append("users"));

    write.record("users", "{\"a\":1}").record("users", "{\"a\":2}").record("users", "{\"a\":3}");

    assertThat(write.journal).containsExactly("append users {\"a\":1} {\"a\":2}");
  }

  @Test
  void sendsABatchBeforeARecordThatWouldMakeItTooLarge() {
    TestWrite write = new TestWrite(new BatchLimits(10, 20), append("users"));

    write.record("users", "{\"a\":1}").record("users", "{\"a\":2}").record("users", "{\"a\":3}");

    assertThat(write.journal).containsExactly("append users {\"a\":1} {\"a\":2}");
  }

  @Test
  void sendsARecordLargerThanABatchAlone() {
    TestWrite write = new TestWrite(new BatchLimits(10, 20), append("users"));
    String large = "{\"a\":\"" + "x".repeat(30) + "\"}";

    write.record("users", "{\"a\":1}").record("users", large).record("users", "{\"a\":2}");

    assertThat(write.journal).containsExactly("append users {\"a\":1}", "append users " + large);
  }

  @Test
  void keepsTheTwoHalvesOfADeleteTogether() {
    TestWrite write = new TestWrite(TWO_OBJECTS, dedup("users", "id"));

    write
        .record("users", "{\"id\":1}")
        .record("users", "{\"id\":2,\"_ab_cdc_deleted_at\":\"x\"}")
        .state("users", "1");

    assertThat(write.journal)
        .containsExactly(
            "upsert users {\"id\":1}",
            "upsert users {\"id\":2,\"_ab_cdc_deleted_at\":null}"
                + " {\"airbyte_delete_of_an_absent_row\":true,\"id\":2,"
                + "\"_ab_cdc_deleted_at\":\"x\"}",
            echo("users", "1", 2));
  }

  @Test
  void putsOneTableIntoABatchAndKeepsStreamsApart() {
    TestWrite write = new TestWrite(TWO_OBJECTS, append("users"), append("orders"));

    write
        .record("users", "{\"u\":1}")
        .record("orders", "{\"o\":1}")
        .state("users", "1")
        .record("users", "{\"u\":2}")
        .state("orders", "1")
        .state("users", "2");
    assertThat(write.journal)
        .containsExactly(
            "append users {\"u\":1} {\"u\":2}", echo("users", "1", 1), echo("users", "2", 1));
    write.consumer.finish();

    assertThat(write.journal.subList(3, 5))
        .containsExactly("append orders {\"o\":1}", echo("orders", "1", 1));
  }

  @Test
  void writesBatchesThatAreNotFullForAStateThatHasWaitedTenSeconds() {
    TestWrite write = new TestWrite(append("users"), append("orders"));
    write.record("users", "{\"u\":1}").state("users", "1").record("orders", "{\"o\":1}");
    assertThat(write.journal).isEmpty();

    write.clock.advance(Duration.ofSeconds(10));
    write.state("orders", "1");

    assertThat(write.journal)
        .containsExactly(
            "append users {\"u\":1}",
            "append orders {\"o\":1}",
            echo("users", "1", 1),
            echo("orders", "1", 1));
  }

  @Test
  void writesBatchesThatAreNotFullForAStateThatTenThousandRecordsHavePassed() {
    TestWrite write = new TestWrite(append("users"), append("orders"));
    write.record("users", "{}").state("users", "1");

    for (int number = 0; number < 9_999; number++) {
      write.record("orders", "{}");
    }
    assertThat(write.journal).hasSize(9).allMatch(line -> line.startsWith("append orders"));
    write.record("orders", "{}");

    assertThat(write.journal).hasSize(12).endsWith(echo("users", "1", 1));
    assertThat(write.journal.get(10)).isEqualTo("append users {}");
  }

  @Test
  void acknowledgesNothingAfterAFailure() {
    TestWrite write = new TestWrite(TWO_OBJECTS, append("users"));
    write.target.failsAfterImports(1);
    write.record("users", "{\"a\":1}").state("users", "1").record("users", "{\"a\":2}");
    write.record("users", "{\"a\":3}").state("users", "2");

    assertThatThrownBy(() -> write.record("users", "{\"a\":4}")).hasMessage("the import failed");
    write.consumer.close();

    assertThat(write.journal)
        .containsExactly("append users {\"a\":1} {\"a\":2}", echo("users", "1", 1), "close");
  }

  @Test
  void givesBackTheBytesThatCameWithTheCountPutIn() {
    TestWrite write = new TestWrite(append("users"));

    write.takes(
        """
        { "type":"STATE", "x":1.50,"state":{"type":"STREAM", "id" : 7,"stream":\
        {"stream_descriptor":{"name":"users","namespace":null},"stream_state":{"c":1e2}} } }""");

    assertThat(write.journal)
        .containsExactly(
            """
            { "type":"STATE", "x":1.50,"state":{"type":"STREAM", "id" : 7,"stream":\
            {"stream_descriptor":{"name":"users","namespace":null},"stream_state":{"c":1e2}} \
            ,"destinationStats":{"recordCount":0.0}} }""");
  }

  @Test
  void readsNoFurtherWhileLargeStatesWaitForRecordsThatAreUnderWay() {
    TestWrite write = new TestWrite(append("users"));
    write.workers.held();
    String large = largePosition();

    for (int number = 0; number < 100; number++) {
      write.record("users", "{\"a\":" + number + "}").state("users", large);
    }

    assertThat(write.journal.stream().filter(echo("users", large, 1)::equals).count())
        .isBetween(60L, 90L);
    write.consumer.finish();
    assertThat(write.journal.stream().filter(echo("users", large, 1)::equals)).hasSize(100);
  }

  @Test
  void readsOnWhileLargeStatesAreHeld() {
    TestWrite write = new TestWrite(append("users").truncated());
    String large = largePosition();
    for (int number = 0; number < 100; number++) {
      write.record("users", "{\"a\":1}").state("users", large);
    }
    assertThat(write.journal).containsExactly("clear users");

    write.status("users", "COMPLETE").consumer.finish();

    assertThat(write.journal.stream().filter(echo("users", large, 1)::equals)).hasSize(100);
    write.consumer.close();
  }

  /** As it stands in a STATE of which twenty fit into the memory for them. */
  private static String largePosition() {
    return "\"" + "x".repeat(200_000) + "\"";
  }

  @Test
  void refusesARecordOfAStreamThatIsNotInTheCatalog() {
    TestWrite write = new TestWrite(append("users"));

    assertThatThrownBy(() -> write.record("users", "{}").record("ghosts", "{}"))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageContaining("input line 2")
        .hasMessageContaining("stream ghosts");
  }

  @Test
  void toleratesTracesThatMeanNothingToItAndRecordsAfterComplete() {
    TestWrite write = new TestWrite(append("users"));

    write
        .status("users", "STARTED")
        .status("users", "RUNNING")
        .status("ghosts", "COMPLETE")
        .takes(
            """
            {"type":"TRACE","trace":{"type":"ESTIMATE","emitted_at":1.0,"estimate":\
            {"name":"users","type":"STREAM"}}}""")
        .status("users", "COMPLETE")
        .record("users", "{\"a\":1}");
    write.consumer.finish();

    assertThat(write.journal).containsExactly("append users {\"a\":1}");
  }

  @Test
  void holdsTheStatesOfATruncatedStreamUntilAllIsWritten() {
    TestWrite write = new TestWrite(append("users").truncated(), append("orders"));
    write
        .record("users", "{\"u\":1}")
        .state("users", "1")
        .status("users", "COMPLETE")
        .record("orders", "{\"o\":1}")
        .status("orders", "COMPLETE");

    write.consumer.finish();

    assertThat(write.journal)
        .containsExactly(
            "clear users",
            "append users {\"u\":1}",
            "append orders {\"o\":1}",
            echo("users", "1", 1));
  }

  @Test
  void failsATruncatedStreamThatDidNotComplete() {
    TestWrite write =
        new TestWrite(append("users").truncated(), append("parts").truncated(), append("orders"));
    write
        .record("users", "{\"u\":1}")
        .state("users", "1")
        .record("parts", "{\"p\":1}")
        .state("parts", "1")
        .status("parts", "COMPLETE")
        .record("orders", "{\"o\":1}")
        .state("orders", "1");

    assertThatThrownBy(write.consumer::finish)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR))
        .hasMessage(
            "Tried to refresh users, parts but failed because the source did not report the end of"
                + " users, orders; look at the source's error, and run the sync again.");

    assertThat(write.journal)
        .contains("append users {\"u\":1}", "append parts {\"p\":1}")
        .endsWith("append orders {\"o\":1}", echo("orders", "1", 1))
        .hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INCOMPLETE", "RUNNING", "none"})
  void holdsTheStatesOfATruncatedStreamWhenAnotherStreamDidNotComplete(String status) {
    TestWrite write = new TestWrite(append("users").truncated(), append("orders"));
    write
        .record("users", "{\"u\":1}")
        .state("users", "1")
        .status("users", "COMPLETE")
        .record("orders", "{\"o\":1}")
        .state("orders", "1");
    if (!status.equals("none")) {
      write.status("orders", status);
    }

    assertThatThrownBy(write.consumer::finish).isInstanceOf(ConnectorException.class);

    assertThat(write.journal)
        .containsExactly(
            "clear users",
            "append users {\"u\":1}",
            "append orders {\"o\":1}",
            echo("orders", "1", 1));
  }

  @Test
  void holdsAGlobalStateForATruncatedStream() {
    TestWrite write = new TestWrite(append("users").truncated(), append("orders"));
    write.record("orders", "{\"o\":1}").takes(globalStateLine("orders:1"));

    assertThatThrownBy(write.consumer::finish).isInstanceOf(ConnectorException.class);

    assertThat(write.journal).containsExactly("append orders {\"o\":1}");
  }

  @Test
  void doesNotAskOtherStreamsForAComplete() {
    TestWrite write = new TestWrite(append("users"), overwrite("old"));
    write.record("users", "{\"u\":1}").record("old", "{\"o\":1}");

    write.consumer.finish();

    assertThat(write.journal)
        .containsExactly("clear old", "append users {\"u\":1}", "append old {\"o\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTED", "RUNNING", "INCOMPLETE"})
  void failsWhenTheSourceEndedWithinAStreamAndKeepsWhatItWrote(String status) {
    TestWrite write = new TestWrite(append("users"), append("orders"));
    write.record("users", "{\"u\":1}").state("users", "1").record("users", "{\"u\":2}");
    write.status("users", status);

    assertThatThrownBy(write.consumer::finish)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR))
        .hasMessage(
            "Tried to sync stream users but failed because the source ended before it was"
                + " complete; look at the source's error and sync again.");

    assertThat(write.journal)
        .containsExactly("append users {\"u\":1} {\"u\":2}", echo("users", "1", 1));
  }

  @Test
  void failsWhenTheSourceSaidThatItFailedAndKeepsWhatItWrote() {
    TestWrite write =
        new TestWrite(append("users").truncated(), append("orders"), overwrite("old"));
    write
        .record("users", "{\"u\":1}")
        .state("users", "1")
        .record("orders", "{\"o\":1}")
        .state("orders", "1")
        .state("old", "1")
        .takes(errorLine("PRIVATE"))
        .status("users", "COMPLETE")
        .status("orders", "COMPLETE")
        .status("old", "COMPLETE");

    assertThatThrownBy(write.consumer::finish)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR))
        .hasMessage(
            "Tried to sync but failed because the source reported an error; look at the source's"
                + " error and sync again.");

    assertThat(write.journal)
        .containsExactly(
            "clear users",
            "append users {\"u\":1}",
            "append orders {\"o\":1}",
            echo("orders", "1", 1));
  }

  @Test
  void namesAtMostFiveStreamsThatTheSourceEndedWithin() {
    TestStream[] streams = new TestStream[8];
    for (int number = 0; number < streams.length; number++) {
      streams[number] = append("s" + number);
    }
    TestWrite write = new TestWrite(streams);
    for (TestStream stream : streams) {
      write.status(stream.name(), "STARTED");
    }
    write.status("s1", "COMPLETE");

    assertThatThrownBy(write.consumer::finish)
        .hasMessage(
            "Tried to sync streams s0, s2, s3, s4, s5 and 2 more but failed because the source"
                + " ended before they were complete; look at the source's error and sync again.");
  }

  @Test
  void asksNoCompleteOfStreamsThatHaveNoStatusOrAreNotWrittenHere() {
    TestWrite write = new TestWrite(append("users"), append("orders"));
    write
        .status("ghosts", "STARTED")
        .status("orders", "COMPLETE")
        .record("users", "{\"u\":1}")
        .state("users", "1");

    write.consumer.finish();

    assertThat(write.journal).containsExactly("append users {\"u\":1}", echo("users", "1", 1));
  }
}
