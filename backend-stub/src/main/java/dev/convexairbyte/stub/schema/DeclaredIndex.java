package dev.convexairbyte.stub.schema;

import java.util.List;

/**
 * An index of a table of a schema.
 *
 * @param fields names, with dots where they lie within objects
 */
public record DeclaredIndex(String name, List<String> fields) {

  public DeclaredIndex {
    fields = List.copyOf(fields);
  }
}
