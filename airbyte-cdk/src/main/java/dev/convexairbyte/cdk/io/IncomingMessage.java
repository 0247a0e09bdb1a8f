package dev.convexairbyte.cdk.io;

import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;

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
   * A RECORD. The data stay the bytes that came: {@code line[dataStart, dataEnd)} is the JSON
   * object {@code record.data}. The array is the record's own and is not used again by the reader.
   */
  record IncomingRecord(
      long lineNumber, StreamDescriptor stream, byte[] line, int dataStart, int dataEnd)
      implements IncomingMessage {}

  /** A STATE: what it is about, and the line exactly as it came, without its line feed. */
  record IncomingState(long lineNumber, StateHead head, byte[] line) implements IncomingMessage {}

  /** A TRACE, of which a destination heeds the stream statuses. */
  record IncomingTrace(long lineNumber, AirbyteTraceMessage trace) implements IncomingMessage {}
}
