package dev.convexairbyte.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A check says whether a write would work, and touches nothing. */
@OnEveryBed
class CheckIT extends DestinationCase {

  @Test
  void succeedsWithAKeyThatMayImport() throws Exception {
    ProgramRun check = destination.check();

    assertThat(check.exitCode()).isZero();
    assertThat(status(check).path("status").asText()).isEqualTo("SUCCEEDED");
    assertTouchedNothing();
  }

  @Test
  void aSlashBehindTheUrlIsFine() throws Exception {
    ProgramRun check =
        destination.with("deployment_url", destination.backend().url() + "//").check();

    assertThat(status(check).path("status").asText()).isEqualTo("SUCCEEDED");
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "failed-checks.csv", delimiter = ';', numLinesToSkip = 1)
  void failsWithTheReason(String what, String setting, String value, String words)
      throws Exception {
    String filled =
        value
            .replace("{url}", destination.backend().url().toString())
            .replace("{siteUrl}", destination.backend().siteUrl().toString())
            .replace("{readOnlyKey}", TestDeployment.READ_ONLY_KEY);
    if (setting.equals("batch_records")) {
      destination.with(setting, Integer.parseInt(filled));
    } else {
      destination.with(setting, filled);
    }

    ProgramRun check = destination.check();

    assertThat(check.exitCode()).as(what).isZero();
    assertThat(status(check).path("status").asText()).isEqualTo("FAILED");
    assertThat(status(check).path("message").asText())
        .startsWith("Tried to ")
        .contains(" but failed because ", words)
        .doesNotContain("0123456789abcdef");
    assertThat(check.errors()).isEmpty();
    assertTouchedNothing();
  }

  @Test
  void anOverloadedDeploymentFailsAtOnce() throws Exception {
    destination.backend().fail(FaultRule.of(Fault.SERVICE_UNAVAILABLE, TestDestination.READY));

    ProgramRun check = destination.check();

    assertThat(status(check).path("status").asText()).isEqualTo("FAILED");
    assertThat(destination.requests(TestDestination.READY)).hasSize(1);
  }

  private void assertTouchedNothing() {
    assertThat(destination.backend().tables()).isEmpty();
    assertThat(destination.backend().requests())
        .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
  }

  private static JsonNode status(ProgramRun check) {
    assertThat(check.ofType("CONNECTION_STATUS")).hasSize(1);
    return check.ofType("CONNECTION_STATUS").get(0).path("connectionStatus");
  }
}
