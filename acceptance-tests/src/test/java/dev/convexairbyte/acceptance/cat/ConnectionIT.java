package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.ConnectionTest;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** CAT's section connection. */
@OnEveryBed
class ConnectionIT {

  @Parameter private TestBed bed;

  @Test
  @DisplayName("test_check")
  void everyConfigIsAnsweredAsTheFileSays(@TempDir Path temporary) throws Exception {
    try (PreparedConnector connector = PreparedConnector.in(bed, temporary)) {
      List<ConnectionTest> tests =
          Objects.requireNonNull(connector.config().acceptanceTests().connection()).cases();

      assertThat(tests).isNotEmpty();
      for (ConnectionTest test : tests) {
        assertThat(ConnectionChecks.answersWith(test.status(), connector.check(test.configPath())))
            .as(test.configPath())
            .isEmpty();
      }
    }
  }
}
