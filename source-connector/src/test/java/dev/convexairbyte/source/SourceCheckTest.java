package dev.convexairbyte.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.source.ScriptedDeployment.Answer;
import dev.convexairbyte.stub.StubBackend;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a check fails exactly where a read would, and says why. */
class SourceCheckTest {

  private static final String SNAPSHOT = "/api/list_snapshot";

  @Test
  void succeedsWhereReadingWouldWorkAlsoWithASlashAtTheEndOfTheUrl() {
    try (StubBackend backend = StubBackend.start()) {
      URI url = URI.create(backend.url() + "/");
      SourceRun run = new SourceRun(url, backend.adminKey(), InstantSource.system());

      assertThat(run.connector().check(run.config()))
          .isEqualTo(AirbyteConnectionStatus.succeeded());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, StreamingExportNotEnabled, CONFIG_ERROR, the plan of the deployment does not include streaming export",
    "403, OperationNotPermitted, CONFIG_ERROR, put a deploy key with the permission deployment:data:view into access_key",
    "403, BadDeployKey, CONFIG_ERROR, check that access_key is a deploy key of this deployment",
    "401, BadAdminKey, CONFIG_ERROR, the deploy key is not one of this deployment",
    "400, HeaderParseFailure, CONFIG_ERROR, the deploy key is cut or mangled",
    "403, SystemIdentityRequired, CONFIG_ERROR, put a plain deploy key into access_key",
    "404, '', CONFIG_ERROR, there is no Convex API at that URL",
    "307, '', CONFIG_ERROR, the URL redirects",
    "429, '', TRANSIENT_ERROR, the deployment is asked too often",
    "503, '', TRANSIENT_ERROR, the deployment is overloaded or down"
  })
  void saysWhichOfKeyPermissionPlanAndReachabilityFailsAfterOneTry(
      int status, String code, FailureType type, String words) throws IOException {
    try (ScriptedDeployment deployment = new ScriptedDeployment()) {
      deployment.answering(SNAPSHOT, body -> Answer.error(status, code));
      SourceRun run = deployment.run();

      ConnectorException failure = failureOfCheck(run);

      assertThat(failure.failureType()).isEqualTo(type);
      assertThat(failure).hasMessageContaining(words).hasMessageNotContaining("PRIVATE");
      assertThat(deployment.requestsTo(SNAPSHOT)).hasSize(1);
    }
  }

  @Test
  void saysThatNothingAnswersAtTheUrl() throws IOException {
    ScriptedDeployment gone = new ScriptedDeployment();
    SourceRun run = gone.run();
    gone.close();

    assertThat(failureOfCheck(run))
        .hasMessageContaining("accepts connections; check that deployment_url can be reached");
  }

  @Test
  void asksOnlyForAPageOfNoTable() throws IOException {
    try (ScriptedDeployment deployment = new ScriptedDeployment()) {
      deployment.answering(
          SNAPSHOT,
          body -> Answer.of("{\"values\":[],\"snapshot\":9,\"cursor\":null,\"hasMore\":false}"));
      SourceRun run = deployment.run();

      assertThat(run.connector().check(run.config()))
          .isEqualTo(AirbyteConnectionStatus.succeeded());

      assertThat(deployment.requestsTo(SNAPSHOT))
          .containsExactly(
              SNAPSHOT + " {\"selection\":{\"_other\":\"excluded\"},\"format\":\"json\"}");
    }
  }

  @Test
  void aDeploymentThatTakesNoSelectionIsTooOld() throws IOException {
    String row = "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":5,\"_id\":\"x\"}";
    try (ScriptedDeployment old = new ScriptedDeployment()) {
      old.answering(
          SNAPSHOT,
          body ->
              Answer.of(
                  "{\"values\":[%s],\"snapshot\":9,\"cursor\":\"c\",\"hasMore\":true}"
                      .formatted(row)));

      ConnectorException failure = failureOfCheck(old.run());

      assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
      assertThat(failure).hasMessageContaining("too old for this connector: upgrade it");
    }
  }

  private static ConnectorException failureOfCheck(SourceRun run) {
    return catchThrowableOfType(
        ConnectorException.class, () -> run.connector().check(run.config()));
  }
}
