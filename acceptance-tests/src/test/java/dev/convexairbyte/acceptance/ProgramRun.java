package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a connector to its end: what it printed, each line a valid message, and how it ended.
 */
public record ProgramRun(int exitCode, List<JsonNode> messages, String output, String errorOutput) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema MESSAGE =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(
              ProgramRun.class.getResourceAsStream("/spec/airbyte/airbyte-message.schema.json"));

  /**
   * Runs a program to its end.
   *
   * @param input what stands on its standard input
   */
  public static ProgramRun of(ProcessBuilder program, Path folder, String input)
      throws IOException, InterruptedException {
    Path inputFile = Files.createTempFile(folder, "stdin", "");
    Path outputFile = Files.createTempFile(folder, "stdout", "");
    Path errorFile = Files.createTempFile(folder, "stderr", "");
    Files.writeString(inputFile, input);
    Process process =
        program
            .redirectInput(inputFile.toFile())
            .redirectOutput(outputFile.toFile())
            .redirectError(errorFile.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The program did not end: " + program.command());
    }
    String output = Files.readString(outputFile);
    List<JsonNode> messages = new ArrayList<>();
    for (String line : output.lines().toList()) {
      JsonNode message = JSON.readTree(line);
      assertThat(MESSAGE.validate(message)).as("rules that %s breaks", line).isEmpty();
      messages.add(message);
    }
    return new ProgramRun(process.exitValue(), messages, output, Files.readString(errorFile));
  }

  /** The CATALOG message of a connection's source. */
  public static JsonNode discover(Connectors connectors, Connection connection)
      throws IOException, InterruptedException {
    return of(
            connectors.source("discover", "--config", connection.sourceConfig()),
            connection.folder(),
            "")
        .ofType("CATALOG")
        .get(0);
  }

  public List<JsonNode> ofType(String type) {
    return messages.stream().filter(message -> message.path("type").asText().equals(type)).toList();
  }

  /** The bodies of the TRACE ERROR messages. */
  public List<JsonNode> errors() {
    return messages.stream()
        .map(message -> message.path("trace").path("error"))
        .filter(JsonNode::isObject)
        .toList();
  }
}
