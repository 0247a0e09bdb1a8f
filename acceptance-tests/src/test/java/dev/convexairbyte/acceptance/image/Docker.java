package dev.convexairbyte.acceptance.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The engine's command line. */
final class Docker {

  private static final int MOST_SECONDS = 120;

  private Docker() {}

  /** A command that is yet to be run: {@code docker ARGUMENT…}. */
  static ProcessBuilder command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add("docker");
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /** What the command prints; an error where it does not succeed. */
  static String run(String... arguments) throws IOException {
    return attempt(arguments)
        .orElseThrow(
            () -> new AssertionError("docker " + String.join(" ", arguments) + " did not succeed"));
  }

  /** The same, or nothing where it does not succeed, or where there is no such program. */
  static Optional<String> attempt(String... arguments) throws IOException {
    Process process;
    try {
      process = command(List.of(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!ended(process)) {
      process.destroyForcibly();
      throw new AssertionError("docker " + String.join(" ", arguments) + " did not end");
    }
    return process.exitValue() == 0 ? Optional.of(output.strip()) : Optional.empty();
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
