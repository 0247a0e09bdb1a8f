package dev.convexairbyte.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidDocumentIdException;
import dev.convexairbyte.values.InvalidValueException;
import dev.convexairbyte.values.ValueDecoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes that are committed together, under one timestamp. Documents are given as encoded JSON.
 * Every method throws IllegalArgumentException for names, ids and documents that cannot be; then
 * nothing is committed.
 */
public final class Writes {

  private final Transaction transaction;

  Writes(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Inserts into a table of the root component, made if it is missing; returns the id. */
  public String insert(String table, ObjectNode document) {
    return insert("", table, document);
  }

  /** Inserts into a table of a component, both made if missing; returns the id. */
  public String insert(String component, String table, ObjectNode document) {
    requireNoSystemField(document);
    Table target = table(component, table);
    return checked(() -> transaction.insert(target, fields(document))).toString();
  }

  /** Replaces a document but for its {@code _id} and {@code _creationTime}, given or not. */
  public void replace(String id, ObjectNode document) {
    DocumentId parsed = parse(id);
    ObjectNode fields = document.deepCopy();
    fields.remove("_id");
    fields.remove("_creationTime");
    requireNoSystemField(fields);
    checked(
        () -> {
          transaction.replace(tableOf(parsed), parsed, fields(fields));
          return parsed;
        });
  }

  /**
   * Sets some of a document's fields and removes others; those that are not there are no matter.
   */
  public void patch(String id, ObjectNode fields, List<String> unset) {
    DocumentId parsed = parse(id);
    requireNoSystemField(fields);
    if (unset.stream().anyMatch(Identifiers::isSystem)) {
      throw new IllegalArgumentException(
          "Tried to patch a document but failed because a field to remove starts with _; leave it out.");
    }
    checked(
        () -> {
          Table table = tableOf(parsed);
          Map<String, ConvexValue> merged = new TreeMap<>(transaction.get(table, parsed).fields());
          merged.keySet().removeAll(unset);
          merged.putAll(fields(fields).fields());
          transaction.replace(table, parsed, ObjectValue.of(merged));
          return parsed;
        });
  }

  /** Deletes a document. */
  public void delete(String id) {
    DocumentId parsed = parse(id);
    transaction.delete(tableOf(parsed), parsed);
  }

  /** Makes an empty table; does nothing if there is one. */
  public void createTable(String component, String table) {
    table(component, table);
  }

  /** Drops a table with its documents, without tombstones; does nothing if there is none. */
  public void dropTable(String component, String table) {
    transaction.catalog().table(component, table).ifPresent(transaction.catalog()::drop);
  }

  private Table table(String component, String table) {
    boolean path =
        component.isEmpty()
            || Stream.of(component.split("/", -1)).allMatch(Identifiers::isIdentifier);
    if (!path || !Identifiers.isIdentifier(table) || Identifiers.isSystem(table)) {
      throw new IllegalArgumentException(
          "Tried to write to a table but failed because its name or its component's is not made of letters,"
              + " digits and underscores; rename it.");
    }
    return checked(() -> transaction.catalog().tableOrNew(component, table));
  }

  private Table tableOf(DocumentId id) {
    return transaction
        .catalog()
        .active(id.tableNumber())
        .filter(table -> transaction.contains(table, id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Tried to write to a document but failed because there is none of this id."));
  }

  private static void requireNoSystemField(ObjectNode document) {
    if (document.properties().stream().anyMatch(field -> Identifiers.isSystem(field.getKey()))) {
      throw new IllegalArgumentException(
          "Tried to write a document but failed because a field's name starts with _; rename it.");
    }
  }

  private static DocumentId parse(String id) {
    try {
      return DocumentId.parse(id);
    } catch (InvalidDocumentIdException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ObjectValue fields(ObjectNode document) {
    ConvexValue value = ValueDecoder.decode(document);
    if (value instanceof ObjectValue object) {
      return object;
    }
    throw new IllegalArgumentException(
        "Tried to write a document but failed because it is an encoded scalar; wrap it in a field.");
  }

  private static <T> T checked(Work<T> work) {
    try {
      return work.run();
    } catch (InvalidValueException | BackendException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A step that may break the backend's rules. */
  private interface Work<T> {
    T run();
  }
}
