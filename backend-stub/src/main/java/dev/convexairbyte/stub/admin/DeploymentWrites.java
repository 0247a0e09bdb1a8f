package dev.convexairbyte.stub.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the application writes in one transaction. Documents are encoded JSON; every method throws
 * IllegalArgumentException, with a sentence, for names, ids and documents that cannot be.
 */
public interface DeploymentWrites {

  /** Inserts into a table, made if it is missing, and returns the id. */
  String insert(String component, String table, ObjectNode document);

  /** Sets some fields of a document and removes others. */
  void patch(String id, ObjectNode fields, List<String> unset);

  /** Replaces all fields of a document but {@code _id} and {@code _creationTime}. */
  void replace(String id, ObjectNode document);

  void delete(String id);

  /** Makes an empty table; does nothing if there is one. */
  void createTable(String component, String table);

  /** Drops a table without tombstones; does nothing if there is none. */
  void dropTable(String component, String table);

  /** Drops all tables of a component and of those within it. */
  void dropComponent(String component);

  /**
   * Puts a new table that holds these documents in the place of the table, without tombstones, and
   * returns their ids.
   */
  List<String> replaceTable(String component, String table, List<ObjectNode> documents);
}
