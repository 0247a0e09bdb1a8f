package dev.convexairbyte.cdk.io;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.Arrays;
import java.util.Optional;

/**
 * A line that a destination acts on. LOG is passed on by the reader; CONTROL and whatever else a
 * driver pipes through are dropped by it.
 */
// Lines are compared by nobody and copied by nobody: a list of bytes would cost both.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface IncomingMessage {

  /** The line's number in the input, from 1, for messages to people. */
  long lineNumber();

  /**
   * A RECORD: the line {@code bytes[lineStart, lineEnd)} without its end, and in it {@code
   * record.data}, {@code bytes[dataStart, dataEnd)}. That is a JSON object, or it only looks like
   * one from outside: who reads it and finds none asks {@link #readAnew()}. The bytes are good
   * until the next messages are asked for.
   */
  record IncomingRecord(
      long lineNumber,
      StreamDescriptor stream,
      byte[] bytes,
      int lineStart,
      int dataStart,
      int dataEnd,
      int lineEnd)
      implements IncomingMessage {

    /**
     * The record after a look at all of its line, for who has found something wrong with the data:
     * there may be more around them than around those of the line that this one was taken to be
     * like. Empty if the data are what they were taken for.
     *
     * @throws ConnectorException naming the line, if it is no RECORD
     */
    public Optional<IncomingRecord> readAnew() {
      byte[] line = Arrays.copyOfRange(bytes, lineStart, lineEnd);
      Envelope envelope = LineFault.envelope(line, lineNumber, true);
      Span data = envelope.data();
      if (!envelope.type().equals("RECORD") || data == null) {
        throw LineFault.unreadable(lineNumber, "it has a member twice");
      }
      return data.equals(new Span(dataStart - lineStart, dataEnd - lineStart))
          ? Optional.empty()
          : Optional.of(
              new IncomingRecord(
                  lineNumber, stream, line, 0, data.start(), data.end(), line.length));
    }
  }

  /** A STATE: what it is about, and the line exactly as it came, without its line feed. */
  record IncomingState(long lineNumber, StateHead head, byte[] line) implements IncomingMessage {}

  /** A TRACE, of which a destination heeds the stream statuses. */
  record IncomingTrace(long lineNumber, AirbyteTraceMessage trace) implements IncomingMessage {}
}
