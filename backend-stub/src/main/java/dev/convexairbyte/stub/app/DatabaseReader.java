package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.Optional;

/** Reads tables. */
public interface DatabaseReader {

  /** A document; empty if there is none. Throws IllegalArgumentException where the id is none. */
  Optional<ObjectValue> get(String id);

  /** The documents of a table, none where there is no table. */
  Query query(String table);

  /** The id as it is if it is one of the table's, empty otherwise. */
  Optional<String> normalizeId(String table, String id);
}
