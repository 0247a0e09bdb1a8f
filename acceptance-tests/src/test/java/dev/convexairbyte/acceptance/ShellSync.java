package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.file.Path;

/** A sync as a person types it: a line of shell that prints the destination's messages. */
public final class ShellSync {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ShellSync() {}

  /** Runs it in a folder to its end, and counts the records that its states vouch for. */
  public static long run(String command, Path folder) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long records = 0;
    try (BufferedReader lines = shell.inputReader()) {
      for (String line : lines.lines().toList()) {
        records +=
            JSON.readTree(line).path("state").path("destinationStats").path("recordCount").asLong();
      }
    }
    assertThat(shell.waitFor()).isZero();
    return records;
  }
}
