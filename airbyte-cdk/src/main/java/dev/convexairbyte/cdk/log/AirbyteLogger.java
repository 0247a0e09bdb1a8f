package dev.convexairbyte.cdk.log;

import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Hands the events of one SLF4J logger to the current {@link LogOutput}. */
final class AirbyteLogger extends LegacyAbstractLogger {

  /**
   * Never below WARN: HttpClient prints the Authorization header at DEBUG, the validator the config
   * at TRACE.
   */
  private static final List<String> TALKATIVE = List.of("org.apache.hc", "com.networknt");

  private final boolean talkative;

  AirbyteLogger(String name) {
    this.name = name;
    this.talkative =
        TALKATIVE.stream().anyMatch(root -> name.equals(root) || name.startsWith(root + "."));
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(AirbyteLogMessage.Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(AirbyteLogMessage.Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(AirbyteLogMessage.Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(AirbyteLogMessage.Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(AirbyteLogMessage.Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    LogOutput.current().log(airbyteLevel(level), message == null ? "" : message, thrown);
  }

  private boolean isEnabled(AirbyteLogMessage.Level level) {
    if (talkative && level.compareTo(AirbyteLogMessage.Level.WARN) > 0) {
      return false;
    }
    return LogOutput.current().takes(level);
  }

  private static AirbyteLogMessage.Level airbyteLevel(Level level) {
    return switch (level) {
      case ERROR -> AirbyteLogMessage.Level.ERROR;
      case WARN -> AirbyteLogMessage.Level.WARN;
      case INFO -> AirbyteLogMessage.Level.INFO;
      case DEBUG -> AirbyteLogMessage.Level.DEBUG;
      case TRACE -> AirbyteLogMessage.Level.TRACE;
    };
  }
}
