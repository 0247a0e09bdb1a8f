package dev.convexairbyte.cdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @AfterEach
  void uninstall() {
    LogOutput.uninstall();
  }

  @Test
  void turnsEventsOfEveryLevelIntoMessages() {
    install(AirbyteLogMessage.Level.TRACE);
    Logger logger = LoggerFactory.getLogger("dev.convexairbyte.test");

    logger.error("a {}", 1);
    logger.warn("b");
    logger.info("c {} {}", 2, "x");
    logger.debug("d");
    logger.trace("e");

    assertThat(text().lines())
        .containsExactly(
            log("ERROR", "a 1"),
            log("WARN", "b"),
            log("INFO", "c 2 x"),
            log("DEBUG", "d"),
            log("TRACE", "e"));
  }

  @Test
  void putsWhatWasThrownIntoTheStackTrace() {
    install(AirbyteLogMessage.Level.INFO);

    LoggerFactory.getLogger("test").warn("broke at {}", 7, new IllegalStateException("odd"));

    assertThat(text().lines())
        .singleElement()
        .asString()
        .contains("\"message\":\"broke at 7\"")
        .contains("\"stack_trace\":\"java.lang.IllegalStateException: odd\\n\\tat ");
  }

  @Test
  void survivesAnEventWithoutMessage() {
    install(AirbyteLogMessage.Level.INFO);

    LoggerFactory.getLogger("test").info(null);

    assertThat(text()).isEqualTo(log("INFO", "") + "\n");
  }

  @ParameterizedTest
  @EnumSource(AirbyteLogMessage.Level.class)
  void dropsEventsBelowTheThreshold(AirbyteLogMessage.Level threshold) {
    install(threshold);
    Logger logger = LoggerFactory.getLogger("test");

    assertThat(logger.isErrorEnabled()).isEqualTo(threshold != AirbyteLogMessage.Level.FATAL);
    assertThat(logger.isInfoEnabled())
        .isEqualTo(threshold.compareTo(AirbyteLogMessage.Level.INFO) >= 0);
    assertThat(logger.isTraceEnabled()).isEqualTo(threshold == AirbyteLogMessage.Level.TRACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.apache.hc", "org.apache.hc.client5.http.headers", "com.networknt.x"})
  void neverLetsTalkativeLibrariesBelowWarn(String name) {
    install(AirbyteLogMessage.Level.TRACE);
    Logger logger = LoggerFactory.getLogger(name);

    logger.debug("Authorization: Convex key");
    logger.info("Authorization: Convex key");
    logger.warn("slow");

    assertThat(text()).isEqualTo(log("WARN", "slow") + "\n");
    assertThat(LoggerFactory.getLogger("org.apache.hcx").isDebugEnabled()).isTrue();
  }

  @Test
  void logsToStandardErrorBeforeAWriterIsInstalled() {
    PrintStream former = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, UTF_8));
    try {
      LoggerFactory.getLogger("test").info("early");
      LoggerFactory.getLogger("test").debug("too quiet");
    } finally {
      System.setErr(former);
    }

    assertThat(errors.toString(UTF_8)).isEqualTo("INFO early" + System.lineSeparator());
  }

  @Test
  void doesNotThrowIntoCodeThatLogsWhenTheOutputIsBroken() throws IOException {
    OutputStream closed = OutputStream.nullOutputStream();
    closed.close();
    StdoutMessageWriter writer = StdoutMessageWriter.to(closed);
    LogOutput.install(writer, AirbyteLogMessage.Level.INFO);

    LoggerFactory.getLogger("test").info("lost");

    assertThatThrownBy(writer::flush).isInstanceOf(UncheckedIOException.class);
  }

  private void install(AirbyteLogMessage.Level threshold) {
    LogOutput.install(StdoutMessageWriter.to(output), threshold);
  }

  private String text() {
    return output.toString(UTF_8);
  }

  private static String log(String level, String message) {
    return "{\"type\":\"LOG\",\"log\":{\"level\":\""
        + level
        + "\",\"message\":\""
        + message
        + "\"}}";
  }
}
