package dev.convexairbyte.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A harness that is run by pytest, in the environment that acceptance-tests/python/install makes.
 */
final class PythonHarness {

  private static final Path ENVIRONMENT = Path.of("python", "environment").toAbsolutePath();

  /** Where .ci/counts looks for one file a harness, with its line. */
  private static final Path RESULTS = Path.of("target", "harnesses").toAbsolutePath();

  private final String name;

  PythonHarness(String name) {
    this.name = name;
  }

  /** A machine without the environment skips the test with a sentence; CI has it. */
  static void requireEnvironment() {
    boolean isThere = Files.exists(ENVIRONMENT.resolve("installed.txt"));
    String sentence =
        "Airbyte's harnesses are not here; acceptance-tests/python/install makes an environment of them.";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(isThere).as(sentence).isTrue();
    }
    assumeTrue(isThere, sentence);
  }

  /**
   * Runs a command of the environment to its end, and asks that no test failed or was skipped.
   *
   * @param report the JUnit XML that the command writes
   */
  HarnessReport run(Path folder, Path report, String program, String... arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(RESULTS);
    Path line = RESULTS.resolve(name + ".txt");
    // That of an earlier run would be taken for this one's.
    Files.deleteIfExists(line);
    Path log = RESULTS.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(ENVIRONMENT.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("DO_NOT_TRACK", "1");
    Process process = builder.start();
    if (!process.waitFor(20, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    String output = Files.readString(log);
    assertThat(report).as(output).exists();
    HarnessReport result = HarnessReport.read(report);
    Files.writeString(line, result.inWords(name) + "\n");
    assertThat(result.failed() + result.skipped()).as(output).isZero();
    assertThat(process.waitFor()).as(output).isZero();
    return result;
  }
}
