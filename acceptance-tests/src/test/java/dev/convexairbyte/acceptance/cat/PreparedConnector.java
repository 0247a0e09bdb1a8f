package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.ConnectorFolder;
import dev.convexairbyte.acceptance.Connectors;
import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source's folder, filled in, and the source, which is run the way CAT does. */
final class PreparedConnector implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where Python's splitlines, which CAT and FAST cut the output with, ends a line. */
  private static final Pattern PYTHON_LINE_END =
      Pattern.compile("\r\n|[\n\r\\u000b\\u000c\\u001c-\\u001e\\u0085\\u2028\\u2029]");

  private final ConnectorFolder folder;
  private final Connectors connectors;
  private final AcceptanceTestConfig config;

  private PreparedConnector(ConnectorFolder folder, Connectors connectors) throws IOException {
    this.folder = folder;
    this.connectors = connectors;
    config = AcceptanceTestConfig.parse(file("acceptance-test-config.yml"));
  }

  static PreparedConnector in(TestBed bed, Path temporary) throws IOException {
    ConnectorFolder folder = ConnectorFolder.of("source", bed.deployment(), temporary);
    return new PreparedConnector(folder, bed.connectors(folder.path()));
  }

  private Path file(String path) {
    return folder.path().resolve(path);
  }

  AcceptanceTestConfig config() {
    return config;
  }

  JsonNode json(String path) throws IOException {
    return JSON.readTree(file(path).toFile());
  }

  List<JsonNode> jsonLines(String path) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file(path))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  List<JsonNode> spec() throws IOException, InterruptedException {
    return run(connectors.source("spec"));
  }

  List<JsonNode> check(String configPath) throws IOException, InterruptedException {
    return run(connectors.source("check", "--config", file(configPath)));
  }

  List<JsonNode> discover(String configPath) throws IOException, InterruptedException {
    return run(connectors.source("discover", "--config", file(configPath)));
  }

  /** An empty state is passed as a file that is not there, as CAT passes it. */
  List<JsonNode> read(String configPath, JsonNode catalog, @Nullable JsonNode state)
      throws IOException, InterruptedException {
    Path catalogFile = Files.createTempFile(folder.path(), "catalog", ".json");
    Path stateFile = Files.createTempFile(folder.path(), "state", ".json");
    Files.write(catalogFile, JSON.writeValueAsBytes(catalog));
    if (state == null) {
      Files.delete(stateFile);
    } else {
      Files.write(stateFile, JSON.writeValueAsBytes(state));
    }
    return run(
        connectors.source(
            "read", "--config", file(configPath), "--catalog", catalogFile, "--state", stateFile));
  }

  private List<JsonNode> run(ProcessBuilder program) throws IOException, InterruptedException {
    ProgramRun run = ProgramRun.of(program, folder.path(), "");
    for (String line : PYTHON_LINE_END.splitAsStream(run.output()).toList()) {
      assertThat(JSON.readTree(line).isObject()).as(line).isTrue();
    }
    return run.messages();
  }

  /** CAT's default catalog: every stream in its first mode, and nulls for all that is not said. */
  static ObjectNode configured(JsonNode catalog) {
    ObjectNode configured = JSON.createObjectNode();
    ArrayNode streams = configured.putArray("streams");
    for (JsonNode stream : catalog.path("streams")) {
      ObjectNode one = streams.addObject();
      one.set("stream", withNulls(stream));
      one.set("sync_mode", stream.path("supported_sync_modes").path(0));
      one.put("destination_sync_mode", "append");
      one.set("cursor_field", stream.path("default_cursor_field"));
      one.set("primary_key", stream.path("source_defined_primary_key"));
      List.of("generation_id", "minimum_generation_id", "sync_id", "destination_object_name")
          .forEach(one::putNull);
    }
    return configured;
  }

  private static ObjectNode withNulls(JsonNode stream) {
    ObjectNode full = stream.deepCopy();
    for (String optional : List.of("namespace", "is_resumable", "is_file_based")) {
      if (!full.has(optional)) {
        full.putNull(optional);
      }
    }
    return full;
  }

  @Override
  public void close() {
    folder.close();
  }
}
