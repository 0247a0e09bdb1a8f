package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.stub.StubBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source's folder as Airbyte's tests take it, in a place of its own: a deployment is started
 * with the folder's test data, and the places that name it are filled in. Runs the source the way
 * CAT does.
 */
final class PreparedConnector implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");

  /** Where Python's splitlines, which CAT and FAST cut the output with, ends a line. */
  private static final Pattern PYTHON_LINE_END =
      Pattern.compile("\r\n|[\n\r\\u000b\\u000c\\u001c-\\u001e\\u0085\\u2028\\u2029]");

  private final Programs programs = Programs.ofThisCheckout();
  private final StubBackend backend = StubBackend.start();
  private final Map<String, String> values = new HashMap<>();
  private final Path folder;
  private final AcceptanceTestConfig config;

  private PreparedConnector(Path temporary) throws IOException {
    folder = Files.createDirectories(temporary.resolve("source-convex"));
    Path original = programs.home().resolve("source-connector");
    loadData(original.resolve("integration_tests/data"));
    load("", programs.home().resolve("demo/data/earthquakes.jsonl"));
    values.put("deployment_url", backend.url().toString());
    values.put("access_key", backend.adminKey());
    for (String file : List.of("acceptance-test-config.yml", "metadata.yaml", "icon.svg")) {
      Files.copy(original.resolve(file), folder.resolve(file));
    }
    fill(original.resolve("integration_tests"), folder.resolve("integration_tests"));
    config = AcceptanceTestConfig.parse(folder.resolve("acceptance-test-config.yml"));
  }

  static PreparedConnector in(Path temporary) throws IOException {
    return new PreparedConnector(temporary);
  }

  private void loadData(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path component = data.relativize(file).getParent();
        load(component == null ? "" : component.toString(), file);
      }
    }
  }

  /** A document a line; the folder is the component, the file's name the table. */
  private void load(String component, Path file) throws IOException {
    String table = file.getFileName().toString().replace(".jsonl", "");
    List<String> lines = Files.readAllLines(file);
    List<ObjectNode> documents = new ArrayList<>();
    for (String line : lines) {
      documents.add((ObjectNode) JSON.readTree(line));
    }
    String place = component.isEmpty() ? table : component + "/" + table;
    backend.transact(
        writes -> {
          int number = 1;
          for (ObjectNode document : documents) {
            values.put(
                "id:%s:%d".formatted(place, number), writes.insert(component, table, document));
            number++;
          }
        });
  }

  private void fill(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher places = PLACEHOLDER.matcher(Files.readString(file));
        Files.writeString(
            to.resolve(file.getFileName().toString()),
            places.replaceAll(place -> Matcher.quoteReplacement(value(place.group(1)))));
      }
    }
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("Nothing is known for the place {{%s}}".formatted(name));
    }
    return value;
  }

  AcceptanceTestConfig config() {
    return config;
  }

  JsonNode json(String path) throws IOException {
    return JSON.readTree(folder.resolve(path).toFile());
  }

  List<JsonNode> jsonLines(String path) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(path))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  List<JsonNode> spec() throws IOException, InterruptedException {
    return run(programs.source("spec"));
  }

  List<JsonNode> check(String configPath) throws IOException, InterruptedException {
    return run(programs.source("check", "--config", folder.resolve(configPath)));
  }

  List<JsonNode> discover(String configPath) throws IOException, InterruptedException {
    return run(programs.source("discover", "--config", folder.resolve(configPath)));
  }

  /** An empty state is passed as a file that is not there, as CAT passes it. */
  List<JsonNode> read(String configPath, JsonNode catalog, @Nullable JsonNode state)
      throws IOException, InterruptedException {
    Path catalogFile = Files.createTempFile(folder, "catalog", ".json");
    Path stateFile = Files.createTempFile(folder, "state", ".json");
    Files.write(catalogFile, JSON.writeValueAsBytes(catalog));
    if (state == null) {
      Files.delete(stateFile);
    } else {
      Files.write(stateFile, JSON.writeValueAsBytes(state));
    }
    return run(
        programs.source(
            "read",
            "--config",
            folder.resolve(configPath),
            "--catalog",
            catalogFile,
            "--state",
            stateFile));
  }

  private List<JsonNode> run(ProcessBuilder program) throws IOException, InterruptedException {
    ProgramRun run = ProgramRun.of(program, folder, "");
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
    backend.close();
  }
}
