package dev.convexairbyte.cdk.io;

import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;

/** The only owner of standard output: one JSON object a line. */
public interface MessageWriter {

  /** Writes one message that is not a RECORD and flushes. */
  void write(AirbyteMessage message);

  /** Writes a line that is already JSON, byte for byte, and flushes; for a STATE that goes back. */
  void writeLine(byte[] line);

  /** A writer of RECORD lines of one stream; buffered, flushed by the next other message. */
  RecordWriter recordWriter(StreamDescriptor stream);
}
