package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.logs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator reads in the log. */
class OperatorsIT extends DestinationCase {

  @Test
  void everyStreamEndsWithALineOfWhatBecameOfItsRecords() throws Exception {
    destination.with("on_record_error", "skip").with("batch_records", 100);
    destination.backend().fail(FaultRule.of(Fault.SERVICE_UNAVAILABLE, TestDestination.IMPORT));

    ProgramRun write =
        destination.write(
            List.of(dedup("users", "id"), append("log")),
            record("users", "{\"id\":1}"),
            record("users", "{\"id\":2}"),
            record("users", "{\"id\":3}"),
            record("users", "{\"id\":2,\"_ab_cdc_deleted_at\":\"2026-01-01\"}"),
            record("users", "{\"n\":1}"),
            state("users", 1),
            record("log", "{\"n\":1}"),
            state("log", 1));

    assertThat(write.errors()).isEmpty();
    assertThat(logs(write, "INFO"))
        .filteredOn(line -> line.contains("users") && line.contains("deleted"))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("written", "skipped", "1"));
    assertThat(logs(write, "INFO"))
        .filteredOn(line -> line.contains("written") && line.contains("log"))
        .isNotEmpty();
    assertThat(logs(write, "INFO"))
        .anySatisfy(line -> assertThat(line).containsPattern("retried|sent again|tried again"));
  }

  @Test
  void possibleDuplicatesOfAnAppendAreCountedInItsClosingLine() throws Exception {
    destination
        .backend()
        .fail(FaultRule.of(Fault.DISCONNECT_BEFORE_RESPONSE, TestDestination.IMPORT));

    ProgramRun write =
        destination.write(List.of(append("log")), record("log", "{\"n\":1}"), state("log", 1));

    assertThat(logs(write, "INFO"))
        .filteredOn(line -> line.contains("log") && line.contains("written"))
        .anySatisfy(line -> assertThat(line).containsPattern("twice|duplicate"));
  }

  @Test
  void namesThatConvexChangesAreToldOnceAStream() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      lines.add(record("users", "{\"_id\":%d,\"n\":1}".formatted(number)));
      lines.add(record("orders", "{\"_id\":%d,\"n\":1}".formatted(number)));
    }

    ProgramRun write = destination.write(List.of(append("users"), append("orders")), lines);

    for (String stream : List.of("users", "orders")) {
      assertThat(logs(write, "INFO", "WARN"))
          .filteredOn(line -> line.contains(stream) && line.contains("_id"))
          .singleElement()
          .satisfies(line -> assertThat(line).contains("source_id"));
    }
  }

  @Test
  void fieldsThatWouldBeOneAreNamedOnceAStream() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      lines.add(record("users", "{\"_name\":\"a\",\"$name\":\"b\"}"));
    }

    ProgramRun write = destination.write(List.of(append("users")), lines);

    assertThat(logs(write, "WARN"))
        .filteredOn(warning -> warning.contains("_name"))
        .singleElement()
        .satisfies(warning -> assertThat(warning).contains("users", "$name"));
  }
}
