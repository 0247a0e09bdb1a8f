package dev.convexairbyte.destination.state;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.List;

/**
 * A STATE that has not gone back yet.
 *
 * @param records since the STATE before it in its scope
 * @param cleared streams whose clear it waits for
 * @param recordsBefore all records before it in the input
 */
record WaitingState(
    long lineNumber,
    StoredLine line,
    RecordCounts records,
    List<StreamDescriptor> cleared,
    long receivedMillis,
    long recordsBefore) {}
