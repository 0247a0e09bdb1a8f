package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.BasicReadTest;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.ExpectedRecords;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** CAT's section basic_read: test_read in its parts, and the trace of a failure. */
@OnEveryBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class BasicReadIT {

  @TempDir private static Path temporary;

  @Parameter private TestBed bed;

  private PreparedConnector connector;
  private BasicReadTest test;
  private ObjectNode configured;
  private BasicReadChecks checks;

  @BeforeParameterizedClassInvocation
  void readEverything() throws Exception {
    connector = PreparedConnector.in(bed, temporary.resolve(bed.toString()));
    test = Objects.requireNonNull(connector.config().acceptanceTests().basicRead()).cases().get(0);
    List<JsonNode> discovered = connector.discover(test.configPath());
    configured =
        PreparedConnector.configured(Messages.ofType(discovered, "CATALOG").get(0).path("catalog"));
    checks = new BasicReadChecks(configured, connector.read(test.configPath(), configured, null));
  }

  @AfterParameterizedClassInvocation
  void close() {
    connector.close();
  }

  @Test
  @DisplayName("test_read (a)")
  void hasRecords() {
    assertThat(checks.hasRecords()).isEmpty();
  }

  @Test
  @DisplayName("test_read (b) validate_schema")
  void recordsFitTheirSchemas() {
    assertThat(test.validateSchema()).isTrue();
    assertThat(checks.recordsFitTheirSchemas()).isEmpty();
  }

  @Test
  @DisplayName("test_read (c) empty_streams")
  void everyStreamHasRecords() {
    assertThat(checks.everyStreamHasRecords(test.namesOfEmptyStreams())).isEmpty();
  }

  @Test
  @DisplayName("test_read (d) validate_primary_keys_data_type")
  void primaryKeysAreSet() {
    assertThat(checks.primaryKeysAreSet()).isEmpty();
  }

  /** The file cannot ask for it: no first read tells of a delete, and v.null() has no value. */
  @Test
  @DisplayName("test_read (e) validate_data_points")
  void everyFieldThatCanHaveAValueHasOneOnce() {
    assertThat(test.validateDataPoints()).isNotEqualTo(true);
    assertThat(checks.everyFieldHasAValueOnce())
        .filteredOn(complaint -> !complaint.endsWith("._ab_cdc_deleted_at is never set"))
        .containsExactly("all_types.nothing is never set");
  }

  @Test
  @DisplayName("test_read (f) expect_records")
  void holdsExpected() throws IOException {
    ExpectedRecords expected = Objects.requireNonNull(test.expectRecords());
    List<JsonNode> records = connector.jsonLines(Objects.requireNonNull(expected.path()));

    assertThat(records).isNotEmpty();
    assertThat(checks.holdsExpected(records, Boolean.TRUE.equals(expected.exactOrder()))).isEmpty();
  }

  @Test
  @DisplayName("test_read (g) validate_stream_statuses")
  void statusesAreWhole() {
    assertThat(test.validateStreamStatuses()).isTrue();
    assertThat(checks.statusesAreWhole()).isEmpty();
  }

  @Test
  @DisplayName("test_read (h) validate_state_messages")
  void statesAreWhole() {
    assertThat(test.validateStateMessages()).isTrue();
    assertThat(checks.statesAreWhole()).isEmpty();
  }

  @Test
  @DisplayName("test_airbyte_trace_message_on_failure")
  void failureIsTraced() throws Exception {
    ObjectNode broken = configured.deepCopy();
    ObjectNode stream = (ObjectNode) broken.path("streams").get(0);
    ((ObjectNode) stream.path("stream")).put("name", "__AIRBYTE__stream_that_does_not_exist");
    stream.put("sync_mode", "INVALID").put("destination_sync_mode", "INVALID");

    assertThat(BasicReadChecks.failureIsTraced(connector.read(test.configPath(), broken, null)))
        .isEmpty();
  }
}
