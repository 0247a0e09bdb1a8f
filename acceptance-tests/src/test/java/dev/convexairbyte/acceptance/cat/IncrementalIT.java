package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.IncrementalTest;
import dev.convexairbyte.acceptance.cat.IncrementalChecks.Checkpoint;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
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

/** CAT's section incremental. */
@OnEveryBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class IncrementalIT {

  @TempDir private static Path temporary;

  @Parameter private TestBed bed;

  private PreparedConnector connector;
  private IncrementalTest test;
  private JsonNode catalog;

  @BeforeParameterizedClassInvocation
  void prepare() throws Exception {
    connector = PreparedConnector.in(bed, temporary.resolve(bed.toString()));
    test =
        Objects.requireNonNull(connector.config().acceptanceTests().incremental()).cases().get(0);
    catalog = connector.json(Objects.requireNonNull(test.configuredCatalogPath()));
  }

  @AfterParameterizedClassInvocation
  void close() {
    connector.close();
  }

  @Test
  @DisplayName("the fixture: every stream has a cursor")
  void everyStreamHasACursor() {
    assertThat(IncrementalChecks.everyStreamHasACursor(catalog)).isEmpty();
  }

  @Test
  @DisplayName("test_two_sequential_reads")
  void twoSequentialReadsDiffer() throws Exception {
    List<JsonNode> first = connector.read(test.configPath(), catalog, null);
    List<JsonNode> second =
        connector.read(test.configPath(), catalog, IncrementalChecks.rebuiltState(first));

    assertThat(IncrementalChecks.secondReadDiffers(first, second)).isEmpty();
    assertThat(Messages.records(second)).isEmpty();
  }

  @Test
  @DisplayName("test_read_sequential_slices")
  void everyStreamGoesOnFromItsCheckpoints() throws Exception {
    int between = 0;
    for (JsonNode stream : catalog.path("streams")) {
      String name = stream.path("stream").path("name").asText();
      ObjectNode alone = new ObjectMapper().createObjectNode();
      alone.putArray("streams").add(stream);
      List<JsonNode> full = connector.read(test.configPath(), alone, null);

      assertThat(IncrementalChecks.statesCountTheirRecords(full)).as(name).isEmpty();
      List<Checkpoint> checkpoints = IncrementalChecks.checkpoints(full);
      for (Checkpoint checkpoint : IncrementalChecks.sampled(checkpoints)) {
        List<JsonNode> rest =
            connector.read(test.configPath(), alone, IncrementalChecks.stateOf(name, checkpoint));
        assertThat(IncrementalChecks.goesOnFrom(checkpoint, full, rest)).as(name).isEmpty();
        between += checkpoint.equals(checkpoints.get(checkpoints.size() - 1)) ? 0 : 1;
      }
    }
    assertThat(between).as("slices from the middle of a stream").isPositive();
  }

  @Test
  @DisplayName("test_state_with_abnormally_large_values")
  void aStateOfTheFarFutureIsHarmless() throws Exception {
    JsonNode future =
        connector.json(
            Objects.requireNonNull(Objects.requireNonNull(test.futureState()).futureStatePath()));

    assertThat(
            IncrementalChecks.abnormalStateIsHarmless(
                connector.read(test.configPath(), catalog, future)))
        .isEmpty();
  }
}
