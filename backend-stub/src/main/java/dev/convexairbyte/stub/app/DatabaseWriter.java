package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;

/**
 * Reads and writes tables. Methods throw IllegalArgumentException for ids, names and documents that
 * cannot be.
 */
public interface DatabaseWriter extends DatabaseReader {

  /** Inserts a document and returns its id; the table is made if it is missing. */
  String insert(String table, ObjectValue document);

  /** Merges fields into a document; a field given as undefined is removed. */
  void patch(String id, Patch patch);

  /** Replaces a document but for {@code _id} and {@code _creationTime}. */
  void replace(String id, ObjectValue document);

  /** Deletes a document. */
  void delete(String id);
}
