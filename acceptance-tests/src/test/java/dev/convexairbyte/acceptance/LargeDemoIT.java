package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The large demo in a small size; .ci/run runs the full one. */
class LargeDemoIT {

  @TempDir private Path folder;

  @Test
  void endsWithEveryTableOfEveryComponentEqualAlthoughDocumentsChangedMeanwhile() throws Exception {
    Path output = folder.resolve("output");
    Process demo =
        new ProcessBuilder(
                Programs.ofThisCheckout().home().resolve("bin/demo").toString(),
                "--large",
                "30",
                "6000")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(demo.waitFor(180, TimeUnit.SECONDS)).isTrue();

    String printed = Files.readString(output);
    assertThat(demo.exitValue()).as(printed).isZero();
    assertThat(printed)
        .containsPattern("6,000 documents in 30 tables of 3 components")
        .containsPattern("Changed in A meanwhile: [1-9]\\d* documents written, [1-9]\\d* changed")
        .containsPattern("equal tables +30")
        .doesNotContain("different");
  }
}
