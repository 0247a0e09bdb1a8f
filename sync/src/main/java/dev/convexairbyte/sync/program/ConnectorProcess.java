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

  /** What has ended has said all; only what it has started may hold its standard error open. */
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final Process process;
  private final ProcessFamily family;
  private final ConnectorLog log;
  private final Thread errors;

  private ConnectorProcess(Party party, Process process, ConnectorLog log) {
    this.process = process;
    this.family = new ProcessFamily(process.toHandle());
    this.log = log;
    this.errors = new Thread(this::readErrors, party.word() + " errors");
    errors.setDaemon(true);
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
      started = new ConnectorProcess(party, new ProcessBuilder(words).start(), log);
    } catch (IOException e) {
      throw ConnectorException.config(
          "Tried to start the %s but failed because %s is no program that can be run; check the path and its permissions."
              .formatted(party.word(), words.get(0)),
          e);
    }
    started.errors.start();
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

  @Override
  public List<String> lastWords() throws InterruptedException {
    errors.join(LAST_WORDS_MILLIS);
    return log.lastErrorLines();
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
