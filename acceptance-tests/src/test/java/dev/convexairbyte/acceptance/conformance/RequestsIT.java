package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.overwrite;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.error;
import static dev.convexairbyte.acceptance.conformance.TestDestination.logs;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.testbed.LocalDeployment;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the deployment is asked. */
class RequestsIT extends DestinationCase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_BYTES = 20 << 20;

  @Test
  void recordsOfTwentyKilobytesGoInRequestsThatConvexTakes() throws Exception {
    String text = "x".repeat(20_000);
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 1_300; number++) {
      lines.add(record("users", "{\"n\":%d,\"text\":\"%s\"}".formatted(number, text)));
    }
    lines.add(state("users", 1));

    ProgramRun write = destination.write(List.of(append("users")), lines);

    assertThat(write.errors()).isEmpty();
    assertThat(states(write)).hasSize(1);
    assertThat(destination.backend().documents("users")).hasSize(1_300);
    assertThat(destination.requests(TestDestination.IMPORT))
        .extracting(RecordedRequest::bodySize)
        .allSatisfy(bytes -> assertThat(bytes).isLessThan(MOST_BYTES));
  }

  @Test
  void aStateWithNothingToWriteCostsNoRequest() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users")), state("users", 1), state("users", 2), state("users", 3));

    assertThat(states(write)).hasSize(3);
    assertThat(destination.backend().requests()).isEmpty();
  }

  @Test
  void aSchemaIsNotSent() throws Exception {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    for (int column = 0; column < 500; column++) {
      schema.withObject("properties").putObject("column" + column).put("type", "string");
    }

    destination.write(
        List.of(append("users").withSchema(schema)), record("users", "{\"column1\":\"x\"}"));

    assertThat(destination.requests(TestDestination.IMPORT))
        .singleElement()
        .satisfies(request -> assertThat(request.bodySize()).isLessThan(500));
  }

  @Test
  void whatMayPassIsTriedAgainAndEveryRowIsThereOnce() throws Exception {
    for (FaultRule fault :
        List.of(
            FaultRule.error(
                    BackendError.OPTIMISTIC_CONCURRENCY_CONTROL_FAILURE, TestDestination.IMPORT)
                .onCall(1),
            FaultRule.of(Fault.REQUEST_TIMEOUT, TestDestination.IMPORT).onCall(3),
            FaultRule.of(Fault.DISCONNECT_BEFORE_RESPONSE, TestDestination.IMPORT).onCall(5),
            FaultRule.of(Fault.TOO_MANY_REQUESTS_RETRY_AFTER, TestDestination.IMPORT).onCall(7))) {
      destination.backend().fail(fault);
    }
    destination.with("batch_records", 2).with("concurrency", 1);
    List<String> lines = new ArrayList<>();
    for (int id = 0; id < 10; id++) {
      lines.add(record("users", "{\"id\":%d}".formatted(id)));
    }
    lines.add(state("users", 1));

    ProgramRun write = destination.write(List.of(dedup("users", "id")), lines);

    assertThat(write.errors()).isEmpty();
    assertThat(states(write)).hasSize(1);
    assertThat(destination.rows("users")).hasSize(10).doesNotHaveDuplicates();
    assertThat(destination.backend().faultsLeft()).isZero();
  }

  @Test
  void dedupWaitsForTheIndexOfATableThatIsFullAlready() throws Exception {
    try (TestDestination slow =
        new TestDestination(
            folder,
            bed.connectors(folder),
            LocalDeployment.start(StubSettings.builder().indexBackfill(Duration.ofMillis(400))))) {
      slow.seed("users", "{\"id\":1,\"n\":1}");

      ProgramRun write =
          slow.write(List.of(dedup("users", "id")), record("users", "{\"id\":1,\"n\":2}"));

      assertThat(write.errors()).isEmpty();
      assertThat(slow.rows("users")).containsExactly("{\"id\":1,\"n\":2}");
      assertThat(slow.requests(TestDestination.READY)).hasSizeGreaterThan(1);
    }
  }

  @Test
  void anAppendThatGotNoAnswerIsSentAgainWithAWarning() throws Exception {
    destination
        .backend()
        .fail(FaultRule.of(Fault.DISCONNECT_BEFORE_RESPONSE, TestDestination.IMPORT));

    ProgramRun write =
        destination.write(
            List.of(append("users")), record("users", "{\"n\":1}"), state("users", 1));

    assertThat(states(write)).hasSize(1);
    assertThat(destination.rows("users")).hasSize(2);
    assertThat(logs(write, "WARN"))
        .anySatisfy(warning -> assertThat(warning).contains("users", "twice"));
  }

  @Test
  void aSchemaOfTheDeploymentThatRefusesARecordIsSaidSo() throws Exception {
    declare("{\"n\":{\"fieldType\":{\"type\":\"number\"},\"optional\":false}}");

    ProgramRun write =
        destination.write(
            List.of(append("users")), record("users", "{\"n\":\"PRIVATE\"}"), state("users", 1));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(states(write)).isEmpty();
    assertThat(error(write).path("failure_type").asText()).isEqualTo("config_error");
    assertThat(error(write).path("message").asText()).contains("users", "the deployment's schema");
    assertThat(write.output() + write.errorOutput()).doesNotContain("PRIVATE");
  }

  @Test
  void aDeleteThatHoldsItsKeyAloneDeletesInATableWhoseSchemaDemandsMore() throws Exception {
    declare(
        """
        {"id":{"fieldType":{"type":"number"},"optional":false},\
        "name":{"fieldType":{"type":"string"},"optional":false}}""");
    destination.seed("users", "{\"id\":1,\"name\":\"Ada\"}");

    ProgramRun write =
        destination.write(
            List.of(dedup("users", "id")),
            record("users", "{\"id\":1,\"_ab_cdc_deleted_at\":\"2026-01-01\"}"),
            record("users", "{\"id\":2,\"name\":\"Grace\"}"),
            record("users", "{\"id\":3,\"_ab_cdc_deleted_at\":\"2026-01-01\"}"));

    assertThat(write.exitCode()).isZero();
    assertThat(destination.rows("users")).containsExactly("{\"id\":2,\"name\":\"Grace\"}");
  }

  /** Declares the table users with these fields. */
  private void declare(String fields) throws Exception {
    destination
        .backend()
        .declare(
            JSON.readTree(
                """
                {"schemaValidation":true,"tables":[{"tableName":"users","indexes":[],\
                "searchIndexes":[],"documentType":{"type":"object","value":%s}}]}"""
                    .formatted(fields)));
  }

  @Test
  void everyRequestNamesAClientThatConvexKnows() throws Exception {
    destination.write(
        List.of(overwrite("users").withKey("id"), dedup("orders", "id")),
        record("users", "{\"id\":1}"),
        record("orders", "{\"id\":1}"));

    assertThat(destination.backend().requests())
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.client()).startsWith("streaming-import-"))
        .allSatisfy(request -> assertThat(request.status()).isEqualTo(200));
  }

  @Test
  void anOverwriteClearsAndMakesNoOtherTable() throws Exception {
    destination.seed("users", "{\"n\":1}");

    destination.write(List.of(overwrite("users")), record("users", "{\"n\":2}"));

    assertThat(destination.backend().requests())
        .extracting(RecordedRequest::path)
        .containsExactly(TestDestination.CLEAR, TestDestination.IMPORT);
    assertThat(destination.backend().tables()).containsExactly("users");
  }

  @Test
  void aSyncOfManyStatesSaysLittle() throws Exception {
    destination.with("batch_records", 10);
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      lines.add(record("users", "{\"n\":%d}".formatted(number)));
      if (number % 10 == 9) {
        lines.add(state("users", number));
      }
    }

    ProgramRun write = destination.write(List.of(append("users")), lines);

    assertThat(states(write)).hasSize(100);
    assertThat(write.ofType("LOG")).hasSizeLessThan(12);
  }
}
