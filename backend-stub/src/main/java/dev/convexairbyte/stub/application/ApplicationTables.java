package dev.convexairbyte.stub.application;

import dev.convexairbyte.stub.app.DatabaseWriter;
import dev.convexairbyte.stub.app.Patch;
import dev.convexairbyte.stub.app.Query;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidDocumentIdException;
import dev.convexairbyte.values.InvalidValueException;
import java.util.Optional;
import java.util.function.Supplier;

/** The tables of the root component, as a function reads and writes them in its transaction. */
public final class ApplicationTables implements DatabaseWriter {

  private final Transaction transaction;
  private final Runnable admission;

  /**
   * @param admission throws where the tables may not be used any more
   */
  public ApplicationTables(Transaction transaction, Runnable admission) {
    this.transaction = transaction;
    this.admission = admission;
  }

  @Override
  public Optional<ObjectValue> get(String id) {
    admission.run();
    DocumentId parsed = parse(id);
    return table(parsed).flatMap(table -> transaction.get(table, parsed));
  }

  @Override
  public Query query(String table) {
    admission.run();
    requireName(table);
    return new TableQuery(transaction, admission, table, transaction.catalog().table("", table));
  }

  @Override
  public Optional<String> normalizeId(String table, String id) {
    admission.run();
    requireName(table);
    return transaction.catalog().table("", table).filter(named -> isOf(named, id)).map(named -> id);
  }

  private static boolean isOf(Table table, String id) {
    try {
      return DocumentId.parse(id).tableNumber() == table.number();
    } catch (InvalidDocumentIdException e) {
      return false;
    }
  }

  @Override
  public String insert(String table, ObjectValue document) {
    admission.run();
    requireName(table);
    DocumentFields.requireNoneOfTheSystem(document.fields().keySet());
    return checked(
        () -> {
          Table target = transaction.catalog().tableOrNew("", table);
          return transaction.insert(target, DocumentFields.own(document)).toString();
        });
  }

  @Override
  public void patch(String id, Patch patch) {
    admission.run();
    DocumentFields.requireNoneOfTheSystem(patch.unset());
    change(
        id,
        (table, parsed) ->
            transaction.patch(table, parsed, DocumentFields.own(patch.set()), patch.unset()));
  }

  @Override
  public void replace(String id, ObjectValue document) {
    admission.run();
    change(id, (table, parsed) -> transaction.replace(table, parsed, DocumentFields.own(document)));
  }

  @Override
  public void delete(String id) {
    admission.run();
    change(id, transaction::delete);
  }

  /** Writes to a document that is there. */
  private interface Change {
    void to(Table table, DocumentId id);
  }

  private void change(String id, Change change) {
    DocumentId parsed = parse(id);
    Table table =
        table(parsed)
            .filter(found -> transaction.contains(found, parsed))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Tried to write to a document but failed because there is none of this id."));
    checked(
        () -> {
          change.to(table, parsed);
          return table;
        });
  }

  private Optional<Table> table(DocumentId id) {
    return transaction
        .catalog()
        .active(id.tableNumber())
        .filter(table -> table.component().isEmpty())
        .findFirst();
  }

  private static DocumentId parse(String id) {
    try {
      return DocumentId.parse(id);
    } catch (InvalidDocumentIdException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void requireName(String table) {
    if (!Identifiers.isIdentifier(table) || Identifiers.isSystem(table)) {
      throw new IllegalArgumentException(
          "Tried to use a table but failed because its name is not a letter with letters, digits and"
              + " underscores after it; rename it.");
    }
  }

  private static <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidValueException | BackendException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
