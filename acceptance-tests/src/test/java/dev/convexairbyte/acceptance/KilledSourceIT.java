package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A source that dies early in an overwrite costs no table that it had not begun. */
@OnEveryBed
class KilledSourceIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameter private TestBed bed;
  @TempDir private Path folder;

  @Test
  void anOverwriteKeepsTheTablesThatTheSourceDidNotReach() throws Exception {
    Connectors connectors = bed.connectors(folder);
    try (TestDeployment original = bed.deployment();
        TestDeployment copy = bed.deployment()) {
      original.insert("users", JSON.createObjectNode().put("name", "new"));
      copy.insert("users", JSON.createObjectNode().put("name", "old"));
      Connection connection = Connection.between(original.config(), copy.config(), folder);
      Files.writeString(
          connection.catalog(),
          """
          {"streams":[{"stream":{"name":"users","json_schema":{},"supported_sync_modes":["full_refresh"]},
           "sync_mode":"full_refresh","destination_sync_mode":"overwrite"}]}""");
      ProgramRun read =
          ProgramRun.of(
              connectors.source(
                  "read", "--config", connection.sourceConfig(), "--catalog", connection.catalog()),
              folder,
              "");
      String beforeTheFirstRecord =
          read.output().substring(0, read.output().indexOf("{\"type\":\"RECORD\""));

      ProgramRun dead = write(connectors, connection, beforeTheFirstRecord);

      assertThat(copy.documents("users"))
          .extracting(user -> user.path("name").asText())
          .containsExactly("old");
      assertThat(dead.exitCode()).isEqualTo(1);
      assertThat(dead.errors())
          .extracting(error -> error.path("failure_type").asText())
          .containsExactly("transient_error");

      ProgramRun whole = write(connectors, connection, read.output());

      assertThat(whole.exitCode()).isZero();
      assertThat(copy.documents("users"))
          .extracting(user -> user.path("name").asText())
          .containsExactly("new");
    }
  }

  private ProgramRun write(Connectors connectors, Connection connection, String input)
      throws Exception {
    return ProgramRun.of(
        connectors.destination(
            "write", "--config", connection.destinationConfig(), "--catalog", connection.catalog()),
        folder,
        input);
  }
}
