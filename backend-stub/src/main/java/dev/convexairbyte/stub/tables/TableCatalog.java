package dev.convexairbyte.stub.tables;

import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.values.DocumentId;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Which tables and indexes there are, now and as of any time: a projection of the log. */
public final class TableCatalog {

  private static final int NO_NUMBER = 10_000;

  private final NavigableMap<TabletId, NavigableMap<Long, Table>> versions = new TreeMap<>();
  private final Map<TablePath, Table> active = new HashMap<>();
  private final Map<TabletId, PrimaryKeyIndex> indexes = new HashMap<>();
  private final Map<String, Integer> highestNumbers = new HashMap<>();
  private final NavigableMap<String, DocumentId> components = new TreeMap<>();
  private final Map<TablePath, Set<TabletId>> live = new HashMap<>();

  private final Map<TabletId, Long> lastChanges = new HashMap<>();

  private Optional<DeclaredSchema> schema = Optional.empty();

  private record TablePath(String component, String name) {}

  /**
   * The catalog as of {@code ts}, which follows no further commits. It has the indexes and the
   * schema of now, and knows no changes.
   */
  public TableCatalog asOf(long ts) {
    TableCatalog copy = new TableCatalog();
    tables(ts, TabletId.MIN).forEach(table -> copy.apply(table, ts));
    copy.indexes.putAll(indexes);
    copy.highestNumbers.putAll(highestNumbers);
    copy.components.putAll(components);
    copy.schema = schema;
    return copy;
  }

  /** Takes in one entry of the log; of a user's table only that it has changed. */
  public void apply(LogEntry entry) {
    lastChanges.put(entry.tablet(), entry.ts());
    if (entry.tablet().equals(SystemTables.TABLES.tablet())) {
      apply(SystemTables.table(entry), entry.ts());
    }
    if (entry.tablet().equals(SystemTables.INDEXES.tablet())) {
      PrimaryKeyIndex index = SystemTables.index(entry);
      indexes.put(index.tablet(), index);
    }
    if (entry.tablet().equals(SystemTables.SCHEMAS.tablet())) {
      schema = entry.document().map(SystemTables::schema);
    }
    if (entry.tablet().equals(SystemTables.COMPONENTS.tablet())) {
      components.values().remove(entry.id());
      entry.document().ifPresent(row -> components.put(SystemTables.path(row), entry.id()));
    }
  }

  private void apply(Table table, long ts) {
    updateLive(table);
    versions.computeIfAbsent(table.tablet(), tablet -> new TreeMap<>()).put(ts, table);
    highestNumbers.merge(table.component(), Math.max(table.number(), NO_NUMBER), Math::max);
    TablePath path = new TablePath(table.component(), table.name());
    if (table.state() == TableState.ACTIVE) {
      active.put(path, table);
      return;
    }
    Table named = active.get(path);
    if (named != null && named.tablet().equals(table.tablet())) {
      active.remove(path);
    }
  }

  private void updateLive(Table table) {
    if (table.isSystem()) {
      return;
    }
    TablePath path = new TablePath(table.component(), table.name());
    if (table.state() != TableState.DELETING) {
      live.computeIfAbsent(path, key -> new HashSet<>(2)).add(table.tablet());
      return;
    }
    live.computeIfPresent(
        path,
        (key, tablets) -> tablets.remove(table.tablet()) && tablets.isEmpty() ? null : tablets);
  }

  /**
   * Every table that existed as of {@code ts}, in any state, system tables too, by tablet, from one
   * on. Goes only as far as it is read.
   */
  public Stream<Table> tables(long ts, TabletId from) {
    Iterator<NavigableMap<Long, Table>> rest = versions.tailMap(from, true).values().iterator();
    // A stream of the part of a tree counts all of it first.
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rest, Spliterator.ORDERED), false)
        .flatMap(history -> Optional.ofNullable(history.floorEntry(ts)).stream())
        .map(Map.Entry::getValue);
  }

  /** Every table as it is now, in any state, system tables too, by tablet. */
  public List<Table> tables() {
    return tables(Long.MAX_VALUE, TabletId.MIN).toList();
  }

  /** The tables that names mean now, by component and name; none of the system. */
  public List<Table> active() {
    return active.values().stream()
        .filter(table -> !table.isSystem())
        .sorted(Comparator.comparing(Table::component).thenComparing(Table::name))
        .toList();
  }

  /** The table that a name means now. */
  public Optional<Table> active(String component, String name) {
    return Optional.ofNullable(active.get(new TablePath(component, name)));
  }

  /** The tablet's table as it is now. */
  public Optional<Table> table(TabletId tablet) {
    @Nullable NavigableMap<Long, Table> history = versions.get(tablet);
    return history == null ? Optional.empty() : Optional.of(history.lastEntry().getValue());
  }

  /** Whether the tablet has changed after {@code ts}, a time since this deployment was opened. */
  public boolean hasChanged(TabletId tablet, long ts) {
    return lastChanges.getOrDefault(tablet, 0L) > ts;
  }

  /** The tablet's index as it is now. */
  public Optional<PrimaryKeyIndex> index(TabletId tablet) {
    return Optional.ofNullable(indexes.get(tablet));
  }

  /** The schema that is declared now. */
  public Optional<DeclaredSchema> schema() {
    return schema;
  }

  /** How many user tables there are, a hidden one together with the active one of its name. */
  public int liveTables() {
    return live.size();
  }

  /**
   * The highest number that a user table of the component has or had; 10000 where there is none.
   */
  public int highestNumber(String component) {
    return highestNumbers.getOrDefault(component, NO_NUMBER);
  }

  /** Paths of all components, the root first; not of those that were removed. */
  public Set<String> components() {
    Set<String> paths = new TreeSet<>(components.keySet());
    paths.add("");
    return paths;
  }

  /** The row of each component but the root, by path. */
  public NavigableMap<String, DocumentId> componentRows() {
    return Collections.unmodifiableNavigableMap(components);
  }
}
