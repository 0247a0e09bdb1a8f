package dev.convexairbyte.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.Connectors;
import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The destination as a program, and a deployment of its own to write to. */
final class TestDestination implements AutoCloseable {

  static final String IMPORT = "/api/streaming_import/import_airbyte_records";
  static final String CLEAR = "/api/streaming_import/clear_tables";
  static final String READY = "/api/streaming_import/primary_key_indexes_ready";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Connectors connectors;
  private final TestDeployment backend;
  private final ObjectNode config;

  /**
   * @param folder takes the files of its runs
   */
  TestDestination(Path folder, Connectors connectors, TestDeployment backend) {
    this.folder = folder;
    this.connectors = connectors;
    this.backend = backend;
    this.config = backend.config();
  }

  TestDeployment backend() {
    return backend;
  }

  TestDestination with(String setting, String value) {
    config.put(setting, value);
    return this;
  }

  TestDestination with(String setting, int value) {
    config.put(setting, value);
    return this;
  }

  ProgramRun spec() throws IOException, InterruptedException {
    return run(connectors.destination("spec"), "");
  }

  ProgramRun check() throws IOException, InterruptedException {
    return run(connectors.destination("check", "--config", configFile()), "");
  }

  /** Runs a write to its end, over these lines. */
  ProgramRun write(List<CatalogStream> streams, String... lines)
      throws IOException, InterruptedException {
    return writeInput(streams, lines.length == 0 ? "" : String.join("\n", lines) + "\n");
  }

  ProgramRun write(List<CatalogStream> streams, List<String> lines)
      throws IOException, InterruptedException {
    return write(streams, lines.toArray(String[]::new));
  }

  /** Runs a write to its end, over these very characters. */
  ProgramRun writeInput(List<CatalogStream> streams, String input)
      throws IOException, InterruptedException {
    return run(writeProgram(streams), input);
  }

  /** Starts a write whose input the test holds open. */
  OpenWrite open(List<CatalogStream> streams) throws IOException {
    return OpenWrite.start(writeProgram(streams), Files.createTempFile(folder, "stderr", ""));
  }

  private ProcessBuilder writeProgram(List<CatalogStream> streams) throws IOException {
    Path catalog = folder.resolve("catalog.json");
    Files.write(catalog, JSON.writeValueAsBytes(CatalogStream.catalog(streams)));
    return quick(connectors.destination("write", "--config", configFile(), "--catalog", catalog));
  }

  private Path configFile() throws IOException {
    return Files.write(folder.resolve("config.json"), JSON.writeValueAsBytes(config));
  }

  private ProgramRun run(ProcessBuilder program, String input)
      throws IOException, InterruptedException {
    return ProgramRun.of(quick(program), folder, input);
  }

  /** Most runs take a few records: what the second compiler takes from them it never gives back. */
  private static ProcessBuilder quick(ProcessBuilder program) {
    program.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx128m");
    return program;
  }

  /**
   * A table's documents without what the backend adds, fields by name, in the order of their text.
   */
  List<String> rows(String table) {
    return backend.documents(table).stream().map(TestDestination::text).sorted().toList();
  }

  private static String text(ObjectNode document) {
    ObjectNode sorted = JSON.createObjectNode();
    document.properties().stream()
        .filter(field -> !field.getKey().startsWith("_"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> sorted.set(field.getKey(), field.getValue()));
    return sorted.toString().replaceAll("(?<=[0-9])\\.0(?=[,}\\]])", "");
  }

  /** Puts a document there as somebody else would. */
  void seed(String table, String document) throws IOException {
    backend.insert(table, (ObjectNode) JSON.readTree(document));
  }

  List<RecordedRequest> requests(String path) {
    return backend.requests().stream().filter(request -> request.path().equals(path)).toList();
  }

  /** The STATE lines, byte for byte. */
  static List<String> states(ProgramRun run) {
    return run.output()
        .lines()
        .filter(line -> line.contains("\"type\":\"STATE\"") && !line.contains("\"type\":\"LOG\""))
        .toList();
  }

  /** What the LOG messages of these levels say. */
  static List<String> logs(ProgramRun run, String... levels) {
    return run.ofType("LOG").stream()
        .map(message -> message.path("log"))
        .filter(log -> List.of(levels).contains(log.path("level").asText()))
        .map(log -> log.path("message").asText())
        .toList();
  }

  /** The one TRACE ERROR of a run that failed. */
  static JsonNode error(ProgramRun run) {
    if (run.errors().size() != 1) {
      throw new AssertionError("Not exactly one error: " + run.output());
    }
    return run.errors().get(0);
  }

  @Override
  public void close() {
    backend.close();
  }
}
