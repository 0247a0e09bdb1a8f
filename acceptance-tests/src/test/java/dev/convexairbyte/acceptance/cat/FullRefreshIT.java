package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.FullRefreshTest;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** CAT's section full_refresh. */
@OnEveryBed
class FullRefreshIT {

  @Parameter private TestBed bed;

  @Test
  @DisplayName("test_sequential_reads")
  void twoReadsHoldTheSameAndTheSecondIsYounger(@TempDir Path temporary) throws Exception {
    try (PreparedConnector connector = PreparedConnector.in(bed, temporary)) {
      FullRefreshTest test =
          Objects.requireNonNull(connector.config().acceptanceTests().fullRefresh()).cases().get(0);
      JsonNode catalog = connector.json(Objects.requireNonNull(test.configuredCatalogPath()));
      catalog
          .path("streams")
          .forEach(stream -> ((ObjectNode) stream).put("sync_mode", "full_refresh"));

      List<JsonNode> first = connector.read(test.configPath(), catalog, null);
      List<JsonNode> second = connector.read(test.configPath(), catalog, null);

      assertThat(FullRefreshChecks.secondReadIsYounger(first, second)).isEmpty();
      assertThat(FullRefreshChecks.bothReadsHoldTheSame(first, second)).isEmpty();
    }
  }
}
