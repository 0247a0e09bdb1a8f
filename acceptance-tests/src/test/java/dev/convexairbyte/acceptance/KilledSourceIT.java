package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.stub.StubBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that dies early in an overwrite costs no table that it had not begun. */
class KilledSourceIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Programs programs = Programs.ofThisCheckout();
  @TempDir private Path folder;

  @Test
  void anOverwriteKeepsTheTablesThatTheSourceDidNotReach() throws Exception {
    try (StubBackend original = StubBackend.start();
        StubBackend copy = StubBackend.start()) {
      original.insert("users", JSON.createObjectNode().put("name", "new"));
      copy.insert("users", JSON.createObjectNode().put("name", "old"));
      Connection connection = Connection.between(original, copy, folder);
      Files.writeString(
          connection.catalog(),
          """
          {"streams":[{"stream":{"name":"users","json_schema":{},"supported_sync_modes":["full_refresh"]},
           "sync_mode":"full_refresh","destination_sync_mode":"overwrite"}]}""");
      ProgramRun read =
          ProgramRun.of(
              programs.source(
                  "read", "--config", connection.sourceConfig(), "--catalog", connection.catalog()),
              folder,
              "");
      String beforeTheFirstRecord =
          read.output().substring(0, read.output().indexOf("{\"type\":\"RECORD\""));

      ProgramRun dead = write(connection, beforeTheFirstRecord);

      assertThat(copy.documents("users"))
          .extracting(user -> user.path("name").asText())
          .containsExactly("old");
      assertThat(dead.exitCode()).isEqualTo(1);
      assertThat(dead.errors())
          .extracting(error -> error.path("failure_type").asText())
          .containsExactly("transient_error");

      ProgramRun whole = write(connection, read.output());

      assertThat(whole.exitCode()).isZero();
      assertThat(copy.documents("users"))
          .extracting(user -> user.path("name").asText())
          .containsExactly("new");
    }
  }

  private ProgramRun write(Connection connection, String input) throws Exception {
    return ProgramRun.of(
        programs.destination(
            "write", "--config", connection.destinationConfig(), "--catalog", connection.catalog()),
        folder,
        input);
  }
}
