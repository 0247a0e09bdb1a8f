package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.dedup;
import static dev.convexairbyte.destination.TestStream.overwrite;
import static dev.convexairbyte.destination.write.TestWrite.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.client.ImportProblem;
import dev.convexairbyte.destination.TestInput;
import dev.convexairbyte.destination.TestStream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a batch of which the backend refuses a record, where such records are skipped.
 */
class BisectionTest {

  @Test
  void writesAllOthersInTheirOrder() {
    TestWrite write = skipping(append("users"));
    for (int number = 0; number < 9; number++) {
      write.record("users", "{\"a\":" + number + "}");
    }
    write.target.refuses("\"a\":2", ImportProblem.RECORD, 100);
    write.target.refuses("\"a\":7", ImportProblem.RECORD, 100);

    write.state("users", "1");
    write.consumer.finish();

    assertThat(
            String.join("", write.journal.stream().filter(line -> line.startsWith("a")).toList()))
        .containsSubsequence("\"a\":0", "\"a\":1", "\"a\":3", "\"a\":4", "\"a\":5", "\"a\":6")
        .endsWith("\"a\":8}")
        .doesNotContain("\"a\":2")
        .doesNotContain("\"a\":7");
    assertThat(write.journal.get(write.journal.size() - 1))
        .contains("{\"recordCount\":7.0,\"rejectedRecordCount\":2.0}");
  }

  @Test
  void keepsTheTwoHalvesOfADeleteTogether() {
    TestWrite write = skipping(dedup("users", "id"));
    write
        .record("users", "{\"id\":1,\"_ab_cdc_deleted_at\":\"x\"}")
        .record("users", "{\"id\":2,\"bad\":1}");
    write.target.refuses("bad", ImportProblem.RECORD, 100);

    write.consumer.finish();

    assertThat(write.journal)
        .endsWith(
            "upsert users {\"id\":1,\"_ab_cdc_deleted_at\":null}"
                + " {\"airbyte_delete_of_an_absent_row\":true,\"id\":1,"
                + "\"_ab_cdc_deleted_at\":\"x\"}",
            "refused upsert users {\"id\":2,\"bad\":1}");
  }

  @Test
  void findsTheOnlyRecordOfABatchWithoutAnotherRequest() {
    TestWrite write = skipping(append("users"));
    write.record("users", "{\"bad\":1}");
    write.target.refuses("bad", ImportProblem.RECORD, 100);

    write.consumer.finish();

    assertThat(write.journal).containsExactly("refused append users {\"bad\":1}");
  }

  @Test
  void givesUpWhenTooManyAreRefused() {
    TestWrite write = skipping(append("users"));
    for (int number = 0; number < 900; number++) {
      write.record("users", "{\"bad\":" + number + "}");
    }
    write.target.refuses("bad", ImportProblem.RECORD, 10_000);

    assertThatThrownBy(write.consumer::finish)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageContaining("stream users")
        .hasMessageContaining("input lines 1 to 900");

    assertThat(write.journal).hasSize(Bisection.MOST_REJECTIONS + 10);
  }

  @Test
  void endsAtARefusalThatIsNotAboutARecord() {
    TestWrite write = skipping(append("users"));
    write.record("users", "{\"a\":1}").record("users", "{\"bad\":1}").state("users", "1");
    write.target.refuses("bad", ImportProblem.RECORD, 1);
    write.target.refuses("bad", ImportProblem.NONE, 1);

    assertThatThrownBy(write.consumer::finish).hasMessageContaining("because of NONE");
    write.consumer.close();

    assertThat(write.journal.get(write.journal.size() - 1)).isEqualTo("close");
  }

  @Test
  void skipsWhatTheMappingRefusesBeforeTheTableIsCleared() {
    TestWrite write = skipping(overwrite("users").withKey("id"));

    write.record("users", "{\"a\":1}");
    assertThat(write.journal).isEmpty();
    write.record("users", "{\"id\":1}").state("users", "1");
    write.consumer.finish();

    assertThat(write.journal).startsWith("clear users").contains("upsert users {\"id\":1}");
    assertThat(write.journal.get(write.journal.size() - 1))
        .contains("{\"recordCount\":1.0,\"rejectedRecordCount\":1.0}");
  }

  @Test
  void skipsWhatIsTooLongOrTooDeepForJackson() {
    TestWrite write = skipping(dedup("users", "id"));

    write
        .record("users", "{\"id\":1,\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
        .record("users", "{\"id\":2,\"a\":" + "9".repeat(2000) + ".5}")
        .record("users", "{\"id\":3,\"" + "x".repeat(60_000) + "\":1}")
        .record("users", "{\"id\":4,\"a\":1,\"a\":" + "9".repeat(2000) + "}")
        .state("users", "1");
    write.consumer.finish();

    assertThat(write.journal)
        .contains("upsert users {\"a\":\"" + "9".repeat(2000) + "\",\"id\":4}");
    assertThat(write.journal.get(write.journal.size() - 1))
        .contains("{\"recordCount\":1.0,\"rejectedRecordCount\":3.0}");
  }

  @Test
  void skipsNoLineThatIsNoMessageAlthoughItBeginsAndEndsLikeOne() {
    TestWrite write = skipping(append("users"));

    assertThatThrownBy(
            () ->
                write.reads(
                    TestInput.recordLine("users", "{\"a\":1}"),
                    TestInput.recordLine("users", "{\"a\":" + "[".repeat(2000) + "oops}")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.SYSTEM_ERROR))
        .hasMessageStartingWith(
            "Tried to read line 2 of standard input but failed because it is not JSON at column");
  }

  @Test
  void asksForAnIndexThatIsGoneOnce() {
    TestWrite write = new TestWrite(new BatchLimits(1, 1 << 20), dedup("users", "id"));
    write.target.refuses("\"id\":1", ImportProblem.INDEX, 1);
    write.target.refuses("\"id\":2", ImportProblem.INDEX, 1);

    write.record("users", "{\"id\":1}");
    assertThat(write.journal)
        .containsExactly(
            "refused upsert users {\"id\":1}",
            "index {users=[[id]]}",
            "ready? users",
            "upsert users {\"id\":1}");

    assertThatThrownBy(() -> write.record("users", "{\"id\":2}"))
        .hasMessageContaining("because of INDEX");
  }

  private static TestWrite skipping(TestStream... streams) {
    return new TestWrite(
        settings(new BatchLimits(1000, 1 << 20)).put("on_record_error", "skip"),
        MemoryBudget.STANDARD,
        streams);
  }
}
