package dev.convexairbyte.cdk.io;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A line of a connector's output, of which only a RECORD was looked into.
 *
 * @param line one JSON value; what stood behind it on its line is gone
 * @param type as the message says it; empty where the line is no JSON object or has none
 * @param stream of a RECORD; null where it names none
 * @param dataStart of a RECORD: {@code line[dataStart, dataEnd)} is the object {@code record.data};
 *     an empty range where it has none
 */
// Lines are compared by nobody and copied by nobody: a list of bytes would cost both.
@SuppressWarnings("ArrayRecordComponent")
public record RawMessage(
    byte[] line, String type, @Nullable StreamDescriptor stream, int dataStart, int dataEnd) {}
