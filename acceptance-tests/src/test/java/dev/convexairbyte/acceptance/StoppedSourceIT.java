package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A read that is told to stop ends soon, never as if it were complete, and can be gone on with. */
@OnEveryBed
@Timeout(240)
class StoppedSourceIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 3_000;

  /** 128 and the number of the signal; a container that had to be killed would end with 137. */
  private static final int SIGTERM_EXIT = 143;

  @Parameter private TestBed bed;
  @TempDir private Path folder;
  private Connectors connectors;
  @AutoClose private TestDeployment original;
  private Connection connection;

  @BeforeEach
  void fillTheDeployment() throws Exception {
    connectors = bed.connectors(folder);
    original = bed.deployment();
    String text = "x".repeat(3_000);
    original.insert(
        "events",
        IntStream.range(0, ROWS)
            .mapToObj(row -> JSON.createObjectNode().put("number", row).put("text", text))
            .toArray(ObjectNode[]::new));
    connection = Connection.between(original.config(), original.config(), folder);
    connection.configureAll(ProgramRun.discover(connectors, connection));
  }

  @Test
  void whatAStoppedReadHasPrintedAndWhatTheNextOnePrintsAreTheTable() throws Exception {
    // The snapshot's timestamp and a page of 1024 rows come; for the next one nobody waits.
    original.fail(
        FaultRule.of(Fault.SLOW_BODY, "/api/list_snapshot")
            .onCall(3)
            .lasting(Duration.ofMinutes(5)));
    List<JsonNode> printed = new ArrayList<>();
    Process read = read(List.of()).start();
    try (BufferedReader lines = read.inputReader()) {
      while (printed.stream().noneMatch(StoppedSourceIT::countsRecords)) {
        printed.add(JSON.readTree(lines.readLine()));
      }

      bed.stop(read);

      for (String line : lines.lines().toList()) {
        printed.add(JSON.readTree(line));
      }
    }
    assertThat(read.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(read.exitValue()).isEqualTo(SIGTERM_EXIT);
    Set<String> ids = idsBeforeTheLastState(printed);
    assertThat(ids).hasSizeBetween(1, ROWS - 1);

    connection.saveState(List.of(lastState(printed)));
    ProgramRun rest = ProgramRun.of(read(List.of("--state", connection.state())), folder, "");

    assertThat(rest.exitCode()).isZero();
    assertThat(rest.ofType("RECORD")).hasSizeLessThan(ROWS);
    ids.addAll(idsBeforeTheLastState(rest.messages()));
    assertThat(ids).hasSize(ROWS);
  }

  @Test
  void aReadWhoseOutputNobodyTakesStopsToo() throws Exception {
    Process read = read(List.of()).start();
    try (InputStream output = read.getInputStream()) {
      // It prints, and fills all that lies between long before its end.
      assertThat(output.read()).isEqualTo('{');

      bed.stop(read);

      output.transferTo(OutputStream.nullOutputStream());
      assertThat(read.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(read.exitValue()).isEqualTo(SIGTERM_EXIT);
    }
  }

  private ProcessBuilder read(List<Object> more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "read", "--config", connection.sourceConfig(), "--catalog", connection.catalog()));
    arguments.addAll(more);
    return connectors.source(arguments.toArray()).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static boolean countsRecords(JsonNode message) {
    return message.path("state").path("sourceStats").path("recordCount").asLong() > 0;
  }

  private static JsonNode lastState(List<JsonNode> messages) {
    return messages.stream()
        .map(message -> message.path("state"))
        .filter(JsonNode::isObject)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  /** Of the documents that a destination would have written for sure. */
  private static Set<String> idsBeforeTheLastState(List<JsonNode> messages) {
    Set<String> ids = new TreeSet<>();
    Set<String> sinceTheState = new TreeSet<>();
    for (JsonNode message : messages) {
      if (message.has("record")) {
        sinceTheState.add(message.path("record").path("data").path("_id").asText());
      }
      if (message.has("state")) {
        ids.addAll(sinceTheState);
        sinceTheState.clear();
      }
    }
    return ids;
  }
}
