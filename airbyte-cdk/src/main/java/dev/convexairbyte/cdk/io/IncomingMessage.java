package dev.convexairbyte.cdk.io;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.Arrays;

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
   * record.data}, {@code bytes[dataStart, dataEnd)}. The data are in braces, and whether these are
   * a JSON object is found out by who reads them; all that stands around them was looked at. The
   * bytes are good until the next messages are asked for.
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

    /** A record of which nothing but the data is there. */
    public static IncomingRecord of(long lineNumber, StreamDescriptor stream, byte[] data) {
      return new IncomingRecord(lineNumber, stream, data, 0, 0, data.length, data.length);
    }

    /**
     * For who has found something wrong with the data.
     *
     * @throws ConnectorException naming the line, if it is no message at all
     */
    public void requireReadable() {
      LineFault.envelope(Arrays.copyOfRange(bytes, lineStart, lineEnd), lineNumber, true);
    }
  }

  /** A STATE: what it is about, and the line exactly as it came, without its line feed. */
  record IncomingState(long lineNumber, StateHead head, byte[] line) implements IncomingMessage {}

  /** A TRACE, of which a destination heeds the stream statuses. */
  record IncomingTrace(long lineNumber, AirbyteTraceMessage trace) implements IncomingMessage {}
}
