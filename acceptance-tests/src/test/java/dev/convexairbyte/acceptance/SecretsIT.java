package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** No output of any command holds the deploy key, at the most talkative log level. */
@OnEveryBed
class SecretsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = TestDeployment.ADMIN_KEY;

  @Parameter private TestBed bed;
  @TempDir private Path folder;
  private Connectors programs;
  @AutoClose private TestDeployment backend;

  @BeforeEach
  void startDeployment() throws Exception {
    programs = bed.connectors(folder);
    backend = bed.deployment();
  }

  @Test
  void aWorkingKeyShowsNowhere() throws Exception {
    for (ProgramRun run : everyCommand(connection())) {
      assertThat(run.errors()).isEmpty();
      assertNoSecret(run);
    }
  }

  @Test
  void aRefusedKeyShowsNowhere() throws Exception {
    Connection connection = connection();
    setKey(connection, KEY + "x");

    for (ProgramRun run : everyCommand(connection)) {
      assertNoSecret(run);
    }
  }

  @Test
  void aKeyThatNoHeaderCanCarryShowsNowhere() throws Exception {
    Connection connection = connection();
    setKey(connection, KEY + "\nÄ");

    for (ProgramRun run : everyCommand(connection)) {
      assertNoSecret(run);
    }
  }

  @Test
  void aKeyInTheWrongSettingShowsNowhere() throws Exception {
    Connection connection = connection();
    ObjectNode config = JSON.createObjectNode().put("deployment_url", KEY).put("access_key", KEY);
    Files.writeString(connection.sourceConfig(), config.toString());
    Files.writeString(connection.destinationConfig(), config.toString());

    for (ProgramRun run : everyCommand(connection)) {
      assertNoSecret(run);
    }
  }

  private Connection connection() throws Exception {
    backend.insert("users", JSON.createObjectNode().put("name", "Ada"));
    Connection connection = Connection.between(backend.config(), backend.config(), folder);
    Files.writeString(
        connection.catalog(),
        """
        {"streams":[{"stream":{"name":"users","json_schema":{},"supported_sync_modes":["incremental"]},
         "sync_mode":"incremental","destination_sync_mode":"append_dedup","primary_key":[["name"]]}]}""");
    return connection;
  }

  private static void setKey(Connection connection, String key) throws Exception {
    for (Path file : List.of(connection.sourceConfig(), connection.destinationConfig())) {
      ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
      Files.writeString(file, config.put("access_key", key).toString());
    }
  }

  private List<ProgramRun> everyCommand(Connection connection) throws Exception {
    Path source = connection.sourceConfig();
    Path destination = connection.destinationConfig();
    Path catalog = connection.catalog();
    String record =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"name\":\"Bob\"},\"emitted_at\":1}}\n";
    return List.of(
        run(programs.source("spec"), ""),
        run(programs.source("check", "--config", source), ""),
        run(programs.source("discover", "--config", source), ""),
        run(programs.source("read", "--config", source, "--catalog", catalog), ""),
        run(programs.destination("spec"), ""),
        run(programs.destination("check", "--config", destination), ""),
        run(programs.destination("write", "--config", destination, "--catalog", catalog), record));
  }

  private ProgramRun run(ProcessBuilder program, String input) throws Exception {
    program.environment().put("LOG_LEVEL", "TRACE");
    return ProgramRun.of(program, folder, input);
  }

  private static void assertNoSecret(ProgramRun run) {
    String everything = run.output() + run.errorOutput();
    assertThat(everything).doesNotContain("5ecre7").doesNotContain("0123456789abcdef");
  }
}
