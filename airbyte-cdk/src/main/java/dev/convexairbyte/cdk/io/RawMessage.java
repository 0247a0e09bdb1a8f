package dev.convexairbyte.cdk.io;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A line of a connector's output, of which only a RECORD was looked into. Its bytes are the
 * reader's and good until the next message is asked for.
 *
 * @param bytes {@code bytes[start, end)} is one JSON value; what stood behind it on its line is
 *     gone
 * @param type as the message says it; empty where the line is no JSON object or has none
 * @param stream of a RECORD; null where it names none
 * @param dataStart of a RECORD: {@code bytes[dataStart, dataEnd)} is the object {@code
 *     record.data}; an empty range where it has none
 */
// Lines are compared by nobody and copied by nobody: a list of bytes would cost both.
@SuppressWarnings("ArrayRecordComponent")
public record RawMessage(
    byte[] bytes,
    int start,
    int end,
    String type,
    @Nullable StreamDescriptor stream,
    int dataStart,
    int dataEnd) {

  /** How many bytes it has. */
  public int length() {
    return end - start;
  }
}
