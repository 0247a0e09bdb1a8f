package dev.convexairbyte.acceptance.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A run of {@code bin/sync}, and the connectors that it starts. */
final class SyncProcess {

  private static final Duration MOST = Duration.ofMinutes(3);

  private final Process process;
  private final Path output;
  private final Path errors;

  private SyncProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  static SyncProcess start(ProcessBuilder program, Path folder) throws IOException {
    Path output = Files.createTempFile(folder, "stdout", "");
    Path errors = Files.createTempFile(folder, "stderr", "");
    Process process =
        program.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    return new SyncProcess(process, output, errors);
  }

  /** Its exit code. */
  int await() throws InterruptedException {
    if (!process.waitFor(MOST.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("bin/sync did not end; it said: " + errors());
    }
    return process.exitValue();
  }

  /** Waits until this holds, or the sync has ended. */
  void awaitUntil(BooleanSupplier holds) throws InterruptedException {
    while (process.isAlive() && !holds.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void terminate() {
    process.toHandle().destroy();
  }

  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** The connector that runs this command at the moment: {@code read} or {@code write}. */
  Optional<ProcessHandle> connector(String command) {
    return process
        .descendants()
        .filter(
            child ->
                child
                    .info()
                    .arguments()
                    .filter(arguments -> java.util.List.of(arguments).contains(command))
                    .isPresent())
        .findFirst();
  }

  String output() {
    return read(output);
  }

  String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
