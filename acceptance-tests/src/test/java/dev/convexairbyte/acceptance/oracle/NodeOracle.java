package dev.convexairbyte.acceptance.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A script over Convex's own JavaScript, asked and answering in lines of JSON. */
public final class NodeOracle implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path HOME = Path.of("javascript");
  private static final Path NODE = HOME.resolve("node").toAbsolutePath();

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private NodeOracle(Process process) {
    this.process = process;
    questions = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Skips the test that asks where Convex's own JavaScript is not here, and fails it in CI. */
  public static void require() {
    boolean here =
        Files.isExecutable(NODE)
            && Files.isDirectory(HOME.resolve("node_modules").resolve("convex"));
    if ("true".equals(System.getenv("CI"))) {
      assertThat(here).as("CI has run acceptance-tests/javascript/install").isTrue();
    }
    assumeTrue(
        here,
        "Convex's own JavaScript is not here, so the stub is not tried with it;"
            + " fetch it with acceptance-tests/javascript/install.");
  }

  /** The command that runs a script of its folder. */
  public static List<String> command(String script, String... arguments) {
    return Stream.concat(Stream.of(NODE.toString(), script), Stream.of(arguments)).toList();
  }

  static NodeOracle start(String script) throws IOException {
    return new NodeOracle(
        new ProcessBuilder(command(script))
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
