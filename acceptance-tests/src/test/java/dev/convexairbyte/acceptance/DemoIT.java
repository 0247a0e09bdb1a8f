package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as a newcomer starts it. */
class DemoIT {

  @TempDir private Path folder;

  @Test
  void endsWithEveryTableEqual() throws Exception {
    Path output = folder.resolve("output");
    Process demo =
        new ProcessBuilder(
                Programs.ofThisCheckout().home().resolve("bin").resolve("demo").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(demo.waitFor(120, TimeUnit.SECONDS)).isTrue();

    String printed = Files.readString(output);
    assertThat(demo.exitValue()).as(printed).isZero();
    assertThat(printed)
        .containsPattern("earthquakes +[\\d,]+ +[\\d,]+ +equal")
        .containsPattern("penguins +\\d+ +\\d+ +equal")
        .doesNotContain("different");
  }
}
