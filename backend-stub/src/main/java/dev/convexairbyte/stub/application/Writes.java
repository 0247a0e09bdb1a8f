package dev.convexairbyte.stub.application;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.database.CatalogChanges;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.ComponentPath;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidDocumentIdException;
import dev.convexairbyte.values.InvalidValueException;
import java.util.List;
import java.util.Optional;

/**
 * Writes that are committed together, under one timestamp. Documents are given as encoded JSON.
 * Every method throws IllegalArgumentException for names, ids and documents that cannot be; then
 * nothing is committed.
 */
public final class Writes {

  private final Transaction transaction;

  public Writes(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Inserts into a table of the root component, made if it is missing; returns the id. */
  public String insert(String table, ObjectNode document) {
    return insert("", table, document);
  }

  /** Inserts into a table of a component, both made if missing; returns the id. */
  public String insert(String component, String table, ObjectNode document) {
    DocumentFields.requireNoneOfTheSystem(document);
    Table target = table(component, table);
    return checked(() -> transaction.insert(target, DocumentFields.own(document))).toString();
  }

  /** Replaces a document but for its {@code _id} and {@code _creationTime}, given or not. */
  public void replace(String id, ObjectNode document) {
    DocumentId parsed = parse(id);
    checked(
        () -> {
          transaction.replace(tableOf(parsed), parsed, DocumentFields.own(document));
          return parsed;
        });
  }

  /** Sets the given fields of a document and leaves its others, as the other patch does. */
  public void patch(String id, ObjectNode fields) {
    patch(id, fields, List.of());
  }

  /**
   * Sets the given fields of a document, removes those named in {@code unset}, which need not be
   * there, and leaves its others. {@code _id} and {@code _creationTime} stay, given or not. A field
   * that is set to null is null.
   */
  public void patch(String id, ObjectNode fields, List<String> unset) {
    DocumentId parsed = parse(id);
    if (unset.stream().anyMatch(Identifiers::isSystem)) {
      throw new IllegalArgumentException(
          "Tried to patch a document but failed because a field to remove starts with _; leave it out.");
    }
    checked(
        () -> {
          transaction.patch(tableOf(parsed), parsed, DocumentFields.own(fields), unset);
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

  /**
   * Removes a component with those within it, and drops their tables as dropTable does: no
   * tombstones, and snapshots from before still show them. Does nothing if there is none; a table
   * that is written to under the path later belongs to a new component. The root cannot be removed.
   */
  public void removeComponent(String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException(
          "Tried to remove a component but failed because the root cannot be removed; name another.");
    }
    transaction.catalog().removeComponent(path);
  }

  /**
   * Begins what {@code npx convex import --replace} does: makes a hidden table of the name, with
   * the number of the one that is there, to be filled in this and later transactions while that one
   * stays as it is. Clients see the rows in document_deltas as they come, and in no snapshot.
   * Returns what the other three methods know it by. A replacement that is neither finished nor
   * cancelled when the stub ends is cancelled when its data directory is opened again.
   */
  public String beginReplacement(String component, String table) {
    requireNames(component, table);
    return checked(() -> transaction.catalog().addHidden(component, table)).tablet().toString();
  }

  /**
   * Inserts into the hidden table and returns the id. A document may bring its {@code _id}, of the
   * table's number and not yet in the hidden table, and its {@code _creationTime}.
   */
  public String insertReplacing(String replacement, ObjectNode document) {
    Table hidden = hidden(replacement);
    Optional<DocumentId> id = DocumentFields.id(document).map(Writes::parse);
    return checked(
            () ->
                transaction.restore(
                    hidden,
                    id,
                    DocumentFields.creationTime(document),
                    DocumentFields.own(document)))
        .toString();
  }

  /**
   * Puts the hidden table, with the key index of the old one, in the place of the old one, which is
   * dropped without tombstones.
   */
  public void finishReplacement(String replacement) {
    Table hidden = hidden(replacement);
    CatalogChanges catalog = transaction.catalog();
    catalog
        .table(hidden.component(), hidden.name())
        .flatMap(catalog::index)
        .ifPresent(index -> catalog.put(index.on(hidden.tablet())));
    catalog.activate(hidden);
  }

  /** Drops the hidden table; its rows vanish from document_deltas without tombstones. */
  public void cancelReplacement(String replacement) {
    transaction.catalog().drop(hidden(replacement));
  }

  private Table hidden(String replacement) {
    return tablet(replacement)
        .flatMap(transaction.catalog()::hidden)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Tried to go on with a replacement but failed because there is none of this name, or no"
                        + " longer; begin another."));
  }

  private static Optional<TabletId> tablet(String replacement) {
    try {
      return Optional.of(TabletId.parse(replacement));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Table table(String component, String table) {
    requireNames(component, table);
    return checked(() -> transaction.catalog().tableOrNew(component, table));
  }

  private static void requireNames(String component, String table) {
    require(
        ComponentPath.isValid(component),
        "a name in its component's path is not made of letters, digits and underscores");
    require(!Identifiers.isSystem(table), "its name starts with _, as those of system tables do");
    require(
        Identifiers.isIdentifier(table),
        "its name is not a letter with letters, digits and underscores after it");
  }

  private static void require(boolean holds, String reason) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Tried to write to a table but failed because %s; rename it.".formatted(reason));
    }
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

  private static DocumentId parse(String id) {
    try {
      return DocumentId.parse(id);
    } catch (InvalidDocumentIdException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
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
