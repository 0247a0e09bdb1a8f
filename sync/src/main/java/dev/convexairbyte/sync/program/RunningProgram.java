package dev.convexairbyte.sync.program;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A connector at work. */
public interface RunningProgram {

  /** What it prints. */
  InputStream output();

  /** What it reads; each write reaches it at once. */
  OutputStream input();

  /** Its log, also for what it prints as LOG. */
  ConnectorLog log();

  /** Asks it to end, as SIGTERM does. */
  void terminate();

  /** Ends it at once. */
  void kill();

  /** Its exit code; empty if it has not ended after this time. */
  OptionalInt await(Duration most) throws InterruptedException;

  /** Its exit code, after it was asked and then forced to end if it does not by itself. */
  default int end(Duration unasked, Duration asked) throws InterruptedException {
    OptionalInt exitCode = await(unasked);
    if (exitCode.isEmpty()) {
      terminate();
      exitCode = await(asked);
    }
    while (exitCode.isEmpty()) {
      kill();
      exitCode = await(asked);
    }
    return exitCode.getAsInt();
  }

  /** The last lines of its standard error, for a program that ended without a message. */
  default List<String> lastWords() throws InterruptedException {
    return log().lastErrorLines();
  }
}
