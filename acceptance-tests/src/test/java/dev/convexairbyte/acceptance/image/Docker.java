package dev.convexairbyte.acceptance.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The engine's command line. */
final class Docker {

  private static final Duration MOST = Duration.ofMinutes(2);

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
    return attempt(MOST, arguments);
  }

  static Optional<String> attempt(Duration most, String... arguments) throws IOException {
    // Into a file: who reads a pipe to its end waits for as long as the command lasts.
    Path output = Files.createTempFile("docker-", ".txt");
    try {
      Process process;
      try {
        process =
            command(List.of(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
      } catch (IOException e) {
        return Optional.empty();
      }
      if (!ended(process, most)) {
        process.destroyForcibly();
        throw new AssertionError(
            "docker %s did not end within %d s"
                .formatted(String.join(" ", arguments), most.toSeconds()));
      }
      return process.exitValue() == 0
          ? Optional.of(Files.readString(output).strip())
          : Optional.empty();
    } finally {
      Files.delete(output);
    }
  }

  /** What may be true of a container that runs. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Waits until it holds. An error with what the container has logged where that ends, becomes
   * unhealthy or takes too long.
   */
  static void await(String container, Condition condition) throws IOException {
    await(MOST, container, condition);
  }

  static void await(Duration most, String container, Condition condition) throws IOException {
    long start = System.nanoTime();
    while (!condition.holds()) {
      String state =
          run(
              "inspect",
              "--format",
              "{{.State.Status}}{{with .State.Health}} and {{.Status}}{{end}}",
              container);
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (!state.startsWith("running")
          || state.endsWith("unhealthy")
          || waited.compareTo(most) > 0) {
        throw new AssertionError(
            "The container is %s after %d s, and not what is waited for; it logged: %s"
                .formatted(state, waited.toSeconds(), run("logs", container)));
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static boolean ended(Process process, Duration most) {
    try {
      return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
