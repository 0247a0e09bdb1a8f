package dev.convexairbyte.acceptance.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A script over Convex's own JavaScript, asked and answering in lines of JSON. */
public final class NodeOracle implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path HOME = Path.of("javascript");

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private NodeOracle(Process process) {
    this.process = process;
    questions = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Why Convex's own JavaScript cannot be asked on this machine; empty where it can. */
  public static Optional<String> missing() {
    try {
      new ProcessBuilder("node", "--version").start().destroy();
    } catch (IOException e) {
      return Optional.of(
          "Node is not here, so the stub is not tried with Convex's own JavaScript.");
    }
    return Files.isDirectory(HOME.resolve("node_modules").resolve("convex"))
        ? Optional.empty()
        : Optional.of(
            "The npm package convex is not here, so the stub is not tried with it;"
                + " fetch it with acceptance-tests/javascript/install.");
  }

  static NodeOracle start(String script) throws IOException {
    return new NodeOracle(
        new ProcessBuilder("node", script)
            .directory(HOME.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  JsonNode ask(JsonNode question) throws IOException {
    questions.write(MAPPER.writeValueAsString(question));
    questions.newLine();
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the oracle ended; what it said stands on standard error");
    }
    return MAPPER.readTree(answer);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
