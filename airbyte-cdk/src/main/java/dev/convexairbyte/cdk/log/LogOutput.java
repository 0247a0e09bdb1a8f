package dev.convexairbyte.cdk.log;

import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Where log events go: to a writer as LOG messages, or to standard error where no writer is
 * installed.
 *
 * <p>This class holds the module's only static state. SLF4J finds its provider by itself, and
 * loggers live in static fields, so there is no constructor that a writer could be given to.
 */
public record LogOutput(@Nullable MessageWriter writer, Level threshold) {

  private static final LogOutput STANDARD_ERROR = new LogOutput(null, Level.INFO);

  private static volatile LogOutput current = STANDARD_ERROR;

  /** Sends events of this level and worse to the writer from now on. */
  public static void install(MessageWriter writer, Level threshold) {
    current = new LogOutput(writer, threshold);
  }

  /** Sends events to standard error again. */
  public static void uninstall() {
    current = STANDARD_ERROR;
  }

  static LogOutput current() {
    return current;
  }

  boolean takes(Level level) {
    return level.compareTo(threshold) <= 0;
  }

  void log(Level level, String message, @Nullable Throwable thrown) {
    String stackTrace = thrown == null ? null : StackTrace.of(thrown);
    if (writer == null) {
      System.err.println(level + " " + message + (stackTrace == null ? "" : "\n" + stackTrace));
      return;
    }
    try {
      writer.write(AirbyteMessage.of(new AirbyteLogMessage(level, message, stackTrace)));
    } catch (UncheckedIOException e) {
      // The next record finds out as well, where somebody can act on it; a log call must not throw.
      System.err.println(level + " could not be logged: standard output is broken");
    }
  }
}
