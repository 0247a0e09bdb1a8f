package dev.convexairbyte.sync.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.sync.failure.Party;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program that prints what it is made with, without being asked anything. */
public final class FakeSource implements RunningProgram {

  private final PrintedLines output = new PrintedLines();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final ConnectorLog log =
      new ConnectorLog(Party.SOURCE, Level.WARN, shown::add, shown::add);
  private final int exitCode;
  private volatile boolean isTerminated;

  private FakeSource(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Prints these lines and ends. */
  public static FakeSource of(List<String> lines, int exitCode) {
    FakeSource source = new FakeSource(exitCode);
    lines.forEach(source.output::print);
    source.output.end();
    return source;
  }

  /** Prints these lines, and then nothing until it is told to end. */
  public static FakeSource hanging(List<String> lines) {
    FakeSource source = new FakeSource(0);
    lines.forEach(source.output::print);
    return source;
  }

  /** What of its log was shown. */
  public List<String> shown() {
    return shown;
  }

  public boolean isTerminated() {
    return isTerminated;
  }

  @Override
  public InputStream output() {
    return output.stream();
  }

  @Override
  public OutputStream input() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public ConnectorLog log() {
    return log;
  }

  @Override
  public void terminate() {
    isTerminated = true;
    output.end();
  }

  @Override
  public void kill() {
    terminate();
  }

  @Override
  public OptionalInt await(Duration most) {
    return OptionalInt.of(isTerminated ? 143 : exitCode);
  }

  static byte[] bytes(String line) {
    return (line + "\n").getBytes(UTF_8);
  }
}
