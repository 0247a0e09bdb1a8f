package dev.convexairbyte.acceptance.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A write that goes on until the test ends it. */
final class OpenWrite implements AutoCloseable {

  private final Process process;
  private final Writer input;
  private final BufferedReader output;

  private OpenWrite(Process process) {
    this.process = process;
    this.input = process.outputWriter();
    this.output = process.inputReader();
  }

  static OpenWrite start(ProcessBuilder program, Path errorFile) throws IOException {
    return new OpenWrite(program.redirectError(errorFile.toFile()).start());
  }

  void send(String... lines) throws IOException {
    for (String line : lines) {
      input.write(line);
      input.write('\n');
    }
    input.flush();
  }

  /** The source goes: the input ends. */
  void endInput() throws IOException {
    input.close();
  }

  /** The platform goes: nobody reads the output any more. */
  void breakOutput() throws IOException {
    output.close();
  }

  /** Waits for the next STATE line. */
  String nextState() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("{\"type\":\"STATE\"")) {
        return line;
      }
    }
    throw new AssertionError("The output ended without another STATE");
  }

  /** The lines that are still to come, to the end of the output. */
  List<String> rest() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  Process process() {
    return process;
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("The program did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
