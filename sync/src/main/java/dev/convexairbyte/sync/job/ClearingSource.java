package dev.convexairbyte.sync.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.ConnectorLog;
import dev.convexairbyte.sync.program.RunningProgram;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The platform in place of a source: it has no record, only states that are none any more. */
final class ClearingSource implements RunningProgram {

  private final byte[] lines;
  private final ConnectorLog log =
      new ConnectorLog(Party.PLATFORM, Level.FATAL, line -> {}, line -> {});

  ClearingSource(List<AirbyteStateMessage> states) {
    this.lines =
        states.stream()
            .map(ClearingSource::line)
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
  }

  private static String line(AirbyteStateMessage state) {
    try {
      return Json.mapper().writeValueAsString(AirbyteMessage.of(state)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A state could not be written as JSON", e);
    }
  }

  @Override
  public InputStream output() {
    return new ByteArrayInputStream(lines);
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
  public void terminate() {}

  @Override
  public void kill() {}

  @Override
  public OptionalInt await(Duration most) {
    return OptionalInt.of(0);
  }
}
