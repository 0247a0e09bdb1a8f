package dev.convexairbyte.sync.program;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.sync.failure.Party;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A connector as a process of the operating system. */
final class ConnectorProcess implements RunningProgram {

  private final Process process;
  private final ProcessFamily family;
  private final ConnectorLog log;

  private ConnectorProcess(Process process, ConnectorLog log) {
    this.process = process;
    this.family = new ProcessFamily(process.toHandle());
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @throws ConnectorException a config error where there is no such program
   */
  static ConnectorProcess start(Party party, List<String> words, ConnectorLog log) {
    log.begin();
    ConnectorProcess started;
    try {
      started = new ConnectorProcess(new ProcessBuilder(words).start(), log);
    } catch (IOException e) {
      throw ConnectorException.config(
          "Tried to start the %s but failed because %s is no program that can be run; check the path and its permissions."
              .formatted(party.word(), words.get(0)),
          e);
    }
    Thread errors = new Thread(started::readErrors, party.word() + " errors");
    errors.setDaemon(true);
    errors.start();
    return started;
  }

  private void readErrors() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(log::errorLine);
    } catch (IOException | java.io.UncheckedIOException e) {
      // The program is gone, and with it what it had to say.
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public OutputStream input() {
    return new UnbufferedOutput(process.getOutputStream());
  }

  @Override
  public ConnectorLog log() {
    return log;
  }

  @Override
  public void terminate() {
    // Through the handles: Process would also close the stream that its last lines come through.
    family.terminate();
  }

  @Override
  public void kill() {
    family.kill();
  }

  @Override
  public OptionalInt await(Duration most) throws InterruptedException {
    return family.hasEnded(most) ? OptionalInt.of(process.waitFor()) : OptionalInt.empty();
  }

  /** The JDK keeps up to 8 KiB back until it is flushed. */
  private static final class UnbufferedOutput extends FilterOutputStream {

    UnbufferedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      out.flush();
    }
  }
}
