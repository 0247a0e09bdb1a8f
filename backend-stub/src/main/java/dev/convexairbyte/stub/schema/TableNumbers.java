package dev.convexairbyte.stub.schema;

import java.util.OptionalInt;

/** What the ids of a table's documents start with. */
@FunctionalInterface
public interface TableNumbers {

  /** Empty where there is no such table. */
  OptionalInt of(String table);
}
