package dev.convexairbyte.destination.plan;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;

/** The only place that turns a stream into a table: {@code namespace_stream}, or {@code stream}. */
final class TableName {

  private TableName() {}

  /** The table as the backend stores it. */
  static String of(StreamDescriptor stream) {
    String name =
        stream.namespace() == null ? stream.name() : stream.namespace() + "_" + stream.name();
    try {
      return Identifiers.tableName(name);
    } catch (InvalidIdentifierException e) {
      throw Refusal.of(
          stream,
          "Convex cannot make a table name of at most 64 characters of it",
          "rename the stream or its namespace");
    }
  }
}
