package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.inMode;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.overwrite;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each mode leaves in the table. */
@OnEveryBed
class SyncModesIT extends DestinationCase {

  private static final String DELETED = "\"_ab_cdc_deleted_at\":\"2026-01-01T00:00:00Z\"";

  @Test
  void appendKeepsEveryRecordOfEverySync() throws Exception {
    for (int sync = 0; sync < 2; sync++) {
      assertSucceeded(
          destination.write(
              List.of(append("log")),
              record("log", "{\"n\":1}"),
              record("log", "{\"n\":1}"),
              state("log", 1)));
    }

    assertThat(destination.rows("log")).hasSize(4).containsOnly("{\"n\":1}");
  }

  @Test
  void appendIgnoresAKey() throws Exception {
    assertSucceeded(
        destination.write(
            List.of(append("log").withKey("id")),
            record("log", "{\"id\":1}"),
            record("log", "{\"id\":1}")));

    assertThat(destination.rows("log")).hasSize(2);
  }

  @Test
  void dedupKeepsTheLastRecordOfAKeyWithinABatch() throws Exception {
    assertSucceeded(
        destination.write(
            List.of(dedup("users", "id")),
            record("users", "{\"id\":1,\"n\":1}"),
            record("users", "{\"id\":2,\"n\":1}"),
            record("users", "{\"id\":1,\"n\":2}")));

    assertThat(destination.rows("users"))
        .containsExactly("{\"id\":1,\"n\":2}", "{\"id\":2,\"n\":1}");
  }

  @Test
  void dedupKeepsTheLastRecordOfAKeyAcrossBatchesAndSyncs() throws Exception {
    destination.with("batch_records", 3);
    for (int sync = 1; sync <= 2; sync++) {
      List<String> lines = new ArrayList<>();
      for (int change = 1; change <= 10; change++) {
        for (int id = 0; id < 4; id++) {
          lines.add(record("users", "{\"id\":%d,\"n\":%d}".formatted(id, sync * 100 + change)));
        }
      }
      lines.add(state("users", sync));
      assertSucceeded(destination.write(List.of(dedup("users", "id")), lines));
    }

    assertThat(destination.rows("users"))
        .containsExactly(
            "{\"id\":0,\"n\":210}",
            "{\"id\":1,\"n\":210}",
            "{\"id\":2,\"n\":210}",
            "{\"id\":3,\"n\":210}");
    assertThat(destination.requests(TestDestination.IMPORT).size()).isGreaterThan(20);
  }

  @Test
  void dedupReplacesTheWholeDocumentAndKeepsItsId() throws Exception {
    destination.write(List.of(dedup("users", "id")), record("users", "{\"id\":1,\"old\":true}"));
    String id = destination.backend().documents("users").get(0).path("_id").asText();

    destination.write(List.of(dedup("users", "id")), record("users", "{\"id\":1,\"new\":true}"));

    assertThat(destination.rows("users")).containsExactly("{\"id\":1,\"new\":true}");
    assertThat(destination.backend().documents("users").get(0).path("_id").asText()).isEqualTo(id);
  }

  @Test
  void dedupTakesCompositeAndNestedKeys() throws Exception {
    assertSucceeded(
        destination.write(
            List.of(dedup("lines", "order.id+line")),
            record("lines", "{\"order\":{\"id\":\"a\"},\"line\":1,\"n\":1}"),
            record("lines", "{\"order\":{\"id\":\"a\"},\"line\":2,\"n\":1}"),
            record("lines", "{\"order\":{\"id\":\"b\"},\"line\":1,\"n\":1}"),
            record("lines", "{\"order\":{\"id\":\"a\"},\"line\":1,\"n\":2}")));

    assertThat(destination.rows("lines"))
        .containsExactly(
            "{\"line\":1,\"n\":1,\"order\":{\"id\":\"b\"}}",
            "{\"line\":1,\"n\":2,\"order\":{\"id\":\"a\"}}",
            "{\"line\":2,\"n\":1,\"order\":{\"id\":\"a\"}}");
  }

  @Test
  void dedupTakesKeysThatConvexRenames() throws Exception {
    for (int sync = 1; sync <= 2; sync++) {
      assertSucceeded(
          destination.write(
              List.of(dedup("users", "_id")),
              record("users", "{\"_id\":\"k1\",\"n\":%d}".formatted(sync))));
    }

    assertThat(destination.rows("users")).containsExactly("{\"n\":2,\"source_id\":\"k1\"}");
  }

  @Test
  void dedupIsRefusedWithoutAKey() throws Exception {
    ProgramRun write =
        destination.write(List.of(inMode("users", "append_dedup")), record("users", "{\"id\":1}"));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(error(write).path("failure_type").asText()).isEqualTo("config_error");
    assertThat(error(write).path("message").asText()).contains("users", "no primary key");
    assertThat(destination.backend().requests()).isEmpty();
  }

  @Test
  void aDeleteRemovesTheRowOfItsKey() throws Exception {
    assertSucceeded(
        destination.write(
            List.of(dedup("users", "id")),
            record("users", "{\"id\":1,\"_ab_cdc_lsn\":1}"),
            record("users", "{\"id\":2,\"_ab_cdc_lsn\":2,\"_ab_cdc_deleted_at\":null}"),
            state("users", 1),
            record("users", "{\"id\":1," + DELETED + "}")));

    assertThat(destination.rows("users")).containsExactly("{\"id\":2}");
  }

  @Test
  void aDeleteThatComesAgainLeavesTheRowAbsent() throws Exception {
    String delete = record("users", "{\"id\":1," + DELETED + "}");

    destination.write(List.of(dedup("users", "id")), record("users", "{\"id\":1}"), delete);
    destination.write(List.of(dedup("users", "id")), delete, delete);

    assertThat(destination.rows("users")).isEmpty();
  }

  @Test
  void aRowThatWasDeletedMayComeBack() throws Exception {
    assertSucceeded(
        destination.write(
            List.of(dedup("users", "id")),
            record("users", "{\"id\":1,\"n\":1}"),
            record("users", "{\"id\":1," + DELETED + "}"),
            record("users", "{\"id\":1,\"n\":2}")));

    assertThat(destination.rows("users")).containsExactly("{\"id\":1,\"n\":2}");
  }

  @Test
  void aDeleteInAnAppendedStreamIsARowOfItsOwn() throws Exception {
    assertSucceeded(
        destination.write(
            List.of(append("log")),
            record("log", "{\"id\":1}"),
            record("log", "{\"id\":1," + DELETED + "}")));

    assertThat(destination.rows("log")).containsExactly("{\"id\":1}", "{\"id\":1}");
  }

  @Test
  void overwriteReplacesWhatWasThere() throws Exception {
    destination.seed("users", "{\"n\":1}");
    destination.seed("others", "{\"n\":1}");

    assertSucceeded(
        destination.write(
            List.of(overwrite("users")), record("users", "{\"n\":2}"), state("users", 1)));

    assertThat(destination.rows("users")).containsExactly("{\"n\":2}");
    assertThat(destination.rows("others")).containsExactly("{\"n\":1}");
  }

  @Test
  void overwriteWithAKeyKeepsOneRowAKey() throws Exception {
    for (int sync = 1; sync <= 2; sync++) {
      assertSucceeded(
          destination.write(
              List.of(overwrite("users").withKey("id")),
              record("users", "{\"id\":1,\"n\":0}"),
              record("users", "{\"id\":1,\"n\":%d}".formatted(sync)),
              state("users", 1)));

      assertThat(destination.rows("users")).containsExactly("{\"id\":1,\"n\":%d}".formatted(sync));
    }
  }

  @Test
  void overwriteEmptiesTheTableOfAStreamWithoutRecords() throws Exception {
    destination.seed("users", "{\"n\":1}");

    assertSucceeded(destination.write(List.of(overwrite("users")), state("users", 1)));

    assertThat(destination.rows("users")).isEmpty();
    assertThat(destination.backend().tables()).contains("users");
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "append_dedup"})
  void aStreamWithoutRecordsLeavesTheTableAsItIs(String mode) throws Exception {
    destination.seed("users", "{\"id\":1}");

    assertSucceeded(
        destination.write(List.of(inMode("users", mode).withKey("id")), state("users", 1)));

    assertThat(destination.rows("users")).containsExactly("{\"id\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"update", "soft_delete"})
  void aModeThatConvexDoesNotHaveIsRefused(String mode) throws Exception {
    ProgramRun write = destination.write(List.of(inMode("users", mode).withKey("id")));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(error(write).path("failure_type").asText()).isEqualTo("config_error");
  }

  private static void assertSucceeded(ProgramRun write) {
    assertThat(write.errors()).isEmpty();
    assertThat(write.exitCode()).isZero();
  }
}
