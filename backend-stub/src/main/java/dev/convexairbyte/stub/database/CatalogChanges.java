package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.tables.ComponentPath;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.stub.tables.TableState;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalog as a transaction sees it: what was committed, and its own changes over it. */
public final class CatalogChanges {

  private static final int MAX_TABLES = 10_000;

  private final TableCatalog committed;
  private final IdSource ids;
  private final Map<TabletId, Table> tables = new LinkedHashMap<>();
  private final Map<TabletId, PrimaryKeyIndex> indexes = new HashMap<>();
  private final Map<String, Integer> highestNumbers = new HashMap<>();
  private Optional<DeclaredSchema> schema;
  private final ComponentChanges components;
  private int liveTables;

  CatalogChanges(TableCatalog committed, IdSource ids) {
    this.committed = committed;
    this.ids = ids;
    this.schema = committed.schema();
    this.liveTables = committed.liveTables();
    this.components = new ComponentChanges(committed.componentRows(), ids);
  }

  /** The table that a name means. */
  public Optional<Table> table(String component, String name) {
    for (Table changed : tables.values()) {
      if (changed.state() == TableState.ACTIVE
          && changed.component().equals(component)
          && changed.name().equals(name)) {
        return Optional.of(changed);
      }
    }
    return committed.active(component, name).filter(table -> !tables.containsKey(table.tablet()));
  }

  /** The active tables of a number: one a component at most. */
  public Stream<Table> active(int number) {
    return all().filter(table -> table.number() == number && table.isVisible());
  }

  /** The table that a name means, made if there is none; throws BackendException past 10000. */
  public Table tableOrNew(String component, String name) {
    return table(component, name).orElseGet(() -> addCounted(component, name, TableState.ACTIVE));
  }

  /** A hidden empty table of the name, with the number that documents of that name have. */
  public Table addHidden(String component, String name) {
    return table(component, name)
        .map(active -> add(component, name, active.number(), TableState.HIDDEN))
        .orElseGet(() -> addCounted(component, name, TableState.HIDDEN));
  }

  /** Makes a hidden table the one that its name means; what the name meant before is dropped. */
  public void activate(Table hidden) {
    table(hidden.component(), hidden.name()).ifPresent(this::retire);
    tables.put(hidden.tablet(), hidden.in(TableState.ACTIVE));
  }

  /** Drops a table, active or hidden, with its documents and without tombstones. */
  public void drop(Table table) {
    retire(table);
    if (all().noneMatch(other -> other.isLive() && other.isNamedLike(table))) {
      liveTables--;
    }
  }

  /** The hidden table of a tablet. */
  public Optional<Table> hidden(TabletId tablet) {
    return Optional.ofNullable(tables.get(tablet))
        .or(() -> committed.table(tablet))
        .filter(table -> table.state() == TableState.HIDDEN);
  }

  /** Drops every hidden table. */
  public void dropHidden() {
    all().filter(table -> table.state() == TableState.HIDDEN).toList().forEach(this::drop);
  }

  /** Removes a component and those within it; their tables are dropped. */
  public void removeComponent(String component) {
    all()
        .filter(table -> table.isLive() && ComponentPath.isWithin(table.component(), component))
        .toList()
        .forEach(this::drop);
    components.remove(component);
  }

  /** Drops all tables, active and hidden, and removes all components. */
  void dropAll() {
    all().filter(Table::isLive).toList().forEach(this::retire);
    liveTables = 0;
    components.removeAll();
  }

  private void retire(Table table) {
    tables.put(table.tablet(), table.in(TableState.DELETING));
  }

  public Optional<PrimaryKeyIndex> index(Table table) {
    PrimaryKeyIndex own = indexes.get(table.tablet());
    return own != null ? Optional.of(own) : committed.index(table.tablet());
  }

  /** Adds the index, or puts it in the place of the table's old one. */
  public void put(PrimaryKeyIndex index) {
    indexes.put(index.tablet(), index);
  }

  /** The schema of the root component. */
  public Optional<DeclaredSchema> schema() {
    return schema;
  }

  void declare(Optional<DeclaredSchema> declared) {
    schema = declared;
  }

  /** Throws SCHEMA_ENFORCEMENT for a document that the schema does not let into the table. */
  void requireMatch(Table table, ObjectValue document) {
    if (!table.component().isEmpty()) {
      return;
    }
    schema
        .flatMap(declared -> declared.mismatch(table.name(), document, this::number))
        .ifPresent(
            mismatch -> {
              throw new BackendException(BackendError.SCHEMA_ENFORCEMENT, table.name(), mismatch);
            });
  }

  /** The number of a table of the root component; empty where there is none. */
  public OptionalInt number(String name) {
    return table("", name).stream().mapToInt(Table::number).findFirst();
  }

  private Table addCounted(String component, String name, TableState state) {
    if (liveTables >= MAX_TABLES) {
      throw new BackendException(BackendError.TOO_MANY_TABLES);
    }
    liveTables++;
    components.add(component);
    return add(component, name, nextNumber(component), state);
  }

  private Table add(String component, String name, int number, TableState state) {
    Table table = new Table(ids.tablet(), component, name, number, state);
    tables.put(table.tablet(), table);
    return table;
  }

  /** The backend takes the first free number; none is ever freed here. */
  private int nextNumber(String component) {
    return highestNumbers.merge(
        component, committed.highestNumber(component) + 1, (own, first) -> own + 1);
  }

  private Stream<Table> all() {
    return Stream.concat(
        committed.tables().stream().filter(table -> !tables.containsKey(table.tablet())),
        tables.values().stream());
  }

  Set<TabletId> dropped() {
    return tables.values().stream()
        .filter(table -> table.state() == TableState.DELETING)
        .map(Table::tablet)
        .collect(Collectors.toSet());
  }

  /** The rows of the system tables that say what changed. */
  SortedMap<RowKey, Optional<ObjectValue>> rows() {
    SortedMap<RowKey, Optional<ObjectValue>> rows = new TreeMap<>();
    tables.forEach(
        (tablet, table) ->
            rows.put(key(SystemTables.TABLES, tablet), Optional.of(SystemTables.row(table))));
    indexes.forEach(
        (tablet, index) ->
            rows.put(key(SystemTables.INDEXES, tablet), Optional.of(SystemTables.row(index))));
    if (!schema.equals(committed.schema())) {
      rows.put(
          key(SystemTables.SCHEMAS, SystemTables.SCHEMAS.tablet()), schema.map(SystemTables::row));
    }
    rows.putAll(components.rows());
    return rows;
  }

  /** What the changes were at some moment. */
  record State(Map<TabletId, Table> tables, Map<String, Integer> highestNumbers, int liveTables) {}

  /** What functions change of the catalog, as it is now: tables of the root component. */
  State state() {
    return new State(new LinkedHashMap<>(tables), new HashMap<>(highestNumbers), liveTables);
  }

  /** Takes back the tables that were made since. */
  void reset(State earlier) {
    tables.clear();
    tables.putAll(earlier.tables());
    highestNumbers.clear();
    highestNumbers.putAll(earlier.highestNumbers());
    liveTables = earlier.liveTables();
  }

  private static RowKey key(Table systemTable, TabletId tablet) {
    return new RowKey(systemTable.tablet(), SystemTables.rowId(systemTable, tablet));
  }
}
