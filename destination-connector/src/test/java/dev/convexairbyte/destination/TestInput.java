package dev.convexairbyte.destination;

import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingTrace;
import dev.convexairbyte.cdk.io.MessageReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Makes the messages of one input, numbered as they are asked for. */
public final class TestInput {

  private long lines;

  public IncomingRecord record(String stream, String data) {
    return (IncomingRecord) message(recordLine(stream, data));
  }

  public IncomingState streamState(String stream, String state) {
    return (IncomingState) message(streamStateLine(stream, state));
  }

  public IncomingTrace status(String stream, String status) {
    return (IncomingTrace) message(statusLine(stream, status));
  }

  /** The message in a line as a source would have written it. */
  public IncomingMessage message(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    IncomingMessage message =
        Objects.requireNonNull(new MessageReader(new ByteArrayInputStream(bytes)).next());
    lines++;
    if (message instanceof IncomingRecord record) {
      return new IncomingRecord(
          lines,
          record.stream(),
          record.bytes(),
          record.lineStart(),
          record.dataStart(),
          record.dataEnd(),
          record.lineEnd());
    }
    if (message instanceof IncomingState state) {
      return new IncomingState(lines, state.head(), state.line());
    }
    return new IncomingTrace(lines, ((IncomingTrace) message).trace());
  }

  public static String recordLine(String stream, String data) {
    return """
        {"type":"RECORD","record":{"stream":"%s","emitted_at":1,"data":%s}}"""
        .formatted(stream, data);
  }

  public static String streamStateLine(String stream, String state) {
    return """
        {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"%s"},\
        "stream_state":%s},"id":3}}"""
        .formatted(stream, state);
  }

  /** A GLOBAL state that lists streams as {@code "users":null}. */
  public static String globalStateLine(String... streams) {
    StringBuilder states = new StringBuilder();
    for (String stream : streams) {
      String[] nameAndState = stream.split(":", 2);
      states
          .append(states.isEmpty() ? "" : ",")
          .append("{\"stream_descriptor\":{\"name\":\"")
          .append(nameAndState[0])
          .append("\"},\"stream_state\":")
          .append(nameAndState[1])
          .append("}");
    }
    return """
        {"type":"STATE","state":{"type":"GLOBAL","global":{"shared_state":{"lsn":1},\
        "stream_states":[%s]}}}"""
        .formatted(states);
  }

  public static String errorLine(String message) {
    return """
        {"type":"TRACE","trace":{"type":"ERROR","emitted_at":1.0,"error":{"message":"%s"}}}"""
        .formatted(message);
  }

  public static String statusLine(String stream, String status) {
    return """
        {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1.0,"stream_status":\
        {"stream_descriptor":{"name":"%s"},"status":"%s"}}}"""
        .formatted(stream, status);
  }
}
