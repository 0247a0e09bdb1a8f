package dev.convexairbyte.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.image.Images;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyAirbyte drives both connectors; the tests are those of python/pyairbyte. */
class PyAirbyteIT {

  @TempDir private Path temporary;

  @BeforeEach
  void findTheEnvironment() {
    PythonHarness.requireEnvironment();
  }

  @Test
  void drivesThePrograms() throws IOException, InterruptedException {
    assertThat(run("pyairbyte-programs").passed()).isNotEmpty();
  }

  @Test
  void drivesTheImages() throws IOException, InterruptedException {
    Images.found();

    assertThat(run("pyairbyte-images", "--images").passed()).isNotEmpty();
  }

  private HarnessReport run(String name, String... options)
      throws IOException, InterruptedException {
    Path report = temporary.resolve("report.xml");
    List<String> arguments =
        new ArrayList<>(
            List.of("--junitxml=" + report, "--basetemp=" + temporary.resolve("files")));
    arguments.addAll(List.of(options));
    return new PythonHarness(name)
        .run(Path.of("python", "pyairbyte"), report, "pytest", arguments.toArray(String[]::new));
  }
}
