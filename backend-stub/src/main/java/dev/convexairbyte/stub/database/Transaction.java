package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.InvalidValueException;
import dev.convexairbyte.values.InvalidValueException.Problem;
import dev.convexairbyte.values.ValueDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Reads and writes that are committed together or not at all. Sees its own writes. Several writes
 * to one document become one; a document that is inserted and deleted leaves a lone tombstone.
 */
public final class Transaction {

  private static final int MAX_NESTING = 16;
  private static final int MAX_DOCUMENT_SIZE = 1 << 20;
  private static final String CREATION_TIME = "_creationTime";
  private static final String ID = "_id";
  private static final List<Table> SYSTEM_CONTENTS =
      List.of(
          SystemTables.DATA_SYNC_PROGRESS,
          SystemTables.FILE_STORAGE,
          SystemTables.SCHEDULED_FUNCTIONS,
          SystemTables.STORAGE);
  private static final String[] SYSTEM_FIELDS = {CREATION_TIME, ID};

  private final DocumentChanges documents;
  private final IdSource ids;
  private final TransactionUsage usage;
  private final CatalogChanges catalog;

  Transaction(
      DocumentChanges documents, CatalogChanges catalog, IdSource ids, TransactionLimits limits) {
    this.documents = documents;
    this.catalog = catalog;
    this.ids = ids;
    this.usage = new TransactionUsage(limits);
  }

  /** Tables and indexes as this transaction sees and changes them. */
  public CatalogChanges catalog() {
    return catalog;
  }

  /** Stores a new document; throws BackendException where it breaks a limit for documents. */
  public DocumentId insert(Table table, ObjectValue fields) {
    DocumentId id = ids.document(table.number());
    write(table, id, withSystemFields(fields, id, new Float64Value(ids.creationTime())));
    return id;
  }

  /**
   * Stores a new document with the id and the creation time that it had elsewhere, as far as they
   * are given. Throws BackendException like insert, IllegalArgumentException where the id is not
   * one of the table's or is taken.
   */
  public DocumentId restore(
      Table table,
      Optional<DocumentId> givenId,
      Optional<Float64Value> givenTime,
      ObjectValue fields) {
    DocumentId id = givenId.orElseGet(() -> ids.document(table.number()));
    if (id.tableNumber() != table.number() || contains(table, id)) {
      throw new IllegalArgumentException(
          "Tried to insert a document with its id but failed because the id is another table's or is"
              + " taken; leave it out.");
    }
    Float64Value created = givenTime.orElseGet(() -> new Float64Value(ids.creationTime()));
    write(table, id, withSystemFields(fields, id, created));
    return id;
  }

  /**
   * Sets some fields of a document and removes others, none of the system's, and leaves the rest;
   * writes nothing if that changes nothing. Throws BackendException like insert,
   * InvalidValueException past 1024 fields.
   */
  public void patch(Table table, DocumentId id, ObjectValue fields, Collection<String> unset) {
    ObjectValue before = read(table, id).orElseThrow();
    TreeMap<String, ConvexValue> after = new TreeMap<>(before.fields());
    after.keySet().removeAll(unset);
    after.putAll(fields.fields());
    if (after.size() > ValueDecoder.MAX_FIELDS + SYSTEM_FIELDS.length) {
      throw new InvalidValueException(Problem.TOO_MANY_FIELDS);
    }
    change(table, id, before, new ObjectValue(after));
  }

  /**
   * Replaces all fields of a document but {@code _id} and {@code _creationTime}; writes nothing if
   * that changes nothing. Throws BackendException like insert.
   */
  public void replace(Table table, DocumentId id, ObjectValue fields) {
    ObjectValue before = read(table, id).orElseThrow();
    ConvexValue created = Objects.requireNonNull(before.fields().get(CREATION_TIME));
    change(table, id, before, withSystemFields(fields, id, created));
  }

  private void change(Table table, DocumentId id, ObjectValue before, ObjectValue after) {
    if (!after.equals(before)) {
      write(table, id, after);
    }
  }

  /** Deletes a document that exists. */
  public void delete(Table table, DocumentId id) {
    if (read(table, id).isEmpty()) {
      throw new NoSuchElementException("only a document that exists can be deleted");
    }
    usage.write(0);
    documents.put(table, id, Optional.empty());
  }

  /**
   * Declares the schema of the root component and makes its tables. Throws BackendException where a
   * document that is there does not match, as a push of such a schema fails.
   */
  public void declare(DeclaredSchema schema) {
    catalog.declare(Optional.of(schema));
    for (String name : schema.tables().keySet()) {
      Table table = catalog.tableOrNew("", name);
      documents.all(table, (id, document) -> catalog.requireMatch(table, document));
    }
  }

  /** Takes back the schema; documents may be anything again. */
  public void removeSchema() {
    catalog.declare(Optional.empty());
  }

  /**
   * Drops all tables and components, removes the schema and forgets data syncs, stored files and
   * scheduled functions.
   */
  public void reset() {
    catalog.dropAll();
    removeSchema();
    SYSTEM_CONTENTS.forEach(this::empty);
  }

  private void empty(Table table) {
    List<DocumentId> rows = new ArrayList<>();
    documents.all(table, (id, row) -> rows.add(id));
    rows.forEach(id -> delete(table, id));
  }

  /**
   * Runs a part of the transaction that is undone where it throws: its writes, and the tables of
   * the root component that it made. What it has used of the limits stays used.
   */
  public <T> T undoable(Callable<T> part) throws Exception {
    SortedMap<RowKey, Optional<ObjectValue>> writes = new TreeMap<>(documents.writes());
    CatalogChanges.State tables = catalog.state();
    try {
      return part.call();
    } catch (Exception | Error e) {
      documents.reset(writes);
      catalog.reset(tables);
      throw e;
    }
  }

  /** A document; counts against the limits. */
  public Optional<ObjectValue> get(Table table, DocumentId id) {
    return read(table, id);
  }

  /**
   * The documents of a table that lie in a range, in an order. Each counts against the limits when
   * it is reached.
   */
  public Iterator<ObjectValue> range(
      Table table, Predicate<ObjectValue> within, Comparator<ObjectValue> order) {
    usage.readRange();
    List<ObjectValue> found = new ArrayList<>();
    documents.all(
        table,
        (id, document) -> {
          if (within.test(document)) {
            found.add(document);
          }
        });
    found.sort(order);
    return found.stream().peek(this::count).iterator();
  }

  /** Whether the table holds the document. */
  public boolean contains(Table table, DocumentId id) {
    return documents.get(table, id).isPresent();
  }

  /** The documents whose values at the paths equal the key's. */
  public Set<DocumentId> find(Table table, List<FieldPath> paths, List<ConvexValue> key) {
    usage.readRange();
    Set<DocumentId> found = documents.find(table, paths, key);
    found.forEach(id -> documents.get(table, id).ifPresent(this::count));
    return found;
  }

  private Optional<ObjectValue> read(Table table, DocumentId id) {
    usage.readRange();
    Optional<ObjectValue> document = documents.get(table, id);
    document.ifPresent(this::count);
    return document;
  }

  private void count(ObjectValue document) {
    usage.readDocument(document.size());
  }

  private void write(Table table, DocumentId id, ObjectValue document) {
    if (document.nesting() > MAX_NESTING) {
      throw new BackendException(BackendError.INVALID_DOCUMENT);
    }
    catalog.requireMatch(table, document);
    int size = document.size();
    if (size > MAX_DOCUMENT_SIZE) {
      throw new BackendException(BackendError.VALUE_TOO_LARGE);
    }
    usage.write(size);
    documents.put(table, id, Optional.of(document));
  }

  private static ObjectValue withSystemFields(
      ObjectValue fields, DocumentId id, ConvexValue creationTime) {
    ConvexValue[] values = {creationTime, new StringValue(id.toString())};
    return fields.with(ObjectValue.ofSorted(SYSTEM_FIELDS, values));
  }

  /** What is to be appended to the log, in its order. */
  List<LogEntry> entries(long ts) {
    SortedMap<RowKey, Optional<ObjectValue>> all = new TreeMap<>(documents.writes());
    all.putAll(catalog.rows());
    return all.entrySet().stream()
        .map(row -> new LogEntry(ts, row.getKey().tablet(), row.getKey().id(), row.getValue()))
        .toList();
  }

  /** Whether there is anything to be committed. */
  boolean hasWritten() {
    return !documents.writes().isEmpty() || !catalog.rows().isEmpty();
  }

  Map<RowKey, Optional<ObjectValue>> writes() {
    return documents.writes();
  }
}
