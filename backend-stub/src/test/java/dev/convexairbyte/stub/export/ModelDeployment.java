package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a deployment holds and held, in plain maps and lists: what the real one must agree with. */
final class ModelDeployment {

  enum State {
    ACTIVE,
    HIDDEN,
    DROPPED
  }

  /**
   * A physical table; its documents by id, without their creation times, and when each id was last
   * written.
   */
  static final class ModelTable {

    final Table table;
    final String order;
    final long created;
    long dropped = Long.MAX_VALUE;
    State state;
    NavigableMap<String, Map<String, ConvexValue>> documents = new TreeMap<>();
    final Map<String, Long> changed = new HashMap<>();

    ModelTable(Table table, State state, long created) {
      this.table = table;
      this.order = order(table.tablet());
      this.state = state;
      this.created = created;
    }

    String name() {
      return table.component() + ":" + table.name();
    }

    private static String order(TabletId tablet) {
      return "%016x%016x".formatted(tablet.high(), tablet.low());
    }
  }

  /** A row of the log that belongs to a user's table. */
  record ModelRow(ModelTable table, String id, Optional<Map<String, ConvexValue>> document) {}

  /** A row and when it was committed. */
  record Stamped(long ts, ModelRow row) {}

  /** One transaction. */
  record Commit(long ts, int systemRows, List<ModelRow> rows) {

    int size() {
      return systemRows + rows.size();
    }
  }

  /** A table as a snapshot shows it. */
  record ModelView(ModelTable table, NavigableMap<String, Map<String, ConvexValue>> documents) {}

  private static final Comparator<ModelRow> ORDER =
      Comparator.<ModelRow, String>comparing(row -> row.table().order).thenComparing(ModelRow::id);

  final List<ModelTable> tables = new ArrayList<>();
  final SortedSet<String> components = new TreeSet<>();
  final List<Commit> commits = new ArrayList<>();
  private final NavigableMap<Long, List<ModelView>> views = new TreeMap<>();

  /** Takes in a transaction that was committed, its table changes made already. */
  void commit(long ts, int systemRows, List<ModelRow> rows) {
    List<ModelRow> sorted = rows.stream().sorted(ORDER).toList();
    for (ModelRow row : sorted) {
      row.table().documents = new TreeMap<>(row.table().documents);
      row.document()
          .ifPresentOrElse(
              document -> row.table().documents.put(row.id(), document),
              () -> row.table().documents.remove(row.id()));
      row.table().changed.put(row.id(), ts);
    }
    commits.add(new Commit(ts, systemRows, sorted));
    views.put(
        ts,
        tables(State.ACTIVE)
            .sorted(Comparator.comparing(table -> table.order))
            .map(table -> new ModelView(table, table.documents))
            .toList());
  }

  Stream<ModelTable> tables(State state) {
    return tables.stream().filter(table -> table.state == state);
  }

  Optional<ModelTable> active(String component, String name) {
    return tables(State.ACTIVE)
        .filter(table -> table.table.component().equals(component))
        .filter(table -> table.table.name().equals(name))
        .findFirst();
  }

  /** The active tables as of a time, by tablet. */
  List<ModelView> view(long ts) {
    Map.Entry<Long, List<ModelView>> view = views.floorEntry(ts);
    return view == null ? List.of() : view.getValue();
  }

  long latest() {
    return commits.isEmpty() ? 0 : commits.get(commits.size() - 1).ts();
  }

  /** Adds a component and those that it lies in; tells how many are new. */
  int addComponents(String path) {
    int before = components.size();
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      components.add(path.substring(0, end));
    }
    return components.size() - before;
  }

  /** A page of changes as document_deltas defines it, worked out commit by commit. */
  record DeltaExpectation(List<Stamped> rows, long cursor, boolean hasMore) {}

  DeltaExpectation deltas(long cursor, Selection selection, int limit) {
    List<Stamped> rows = new ArrayList<>();
    int read = 0;
    long last = cursor;
    for (Commit commit : commits) {
      if (commit.ts() <= cursor) {
        continue;
      }
      if (read >= limit) {
        return new DeltaExpectation(rows, last, true);
      }
      read += commit.size();
      last = commit.ts();
      commit.rows().stream()
          .filter(row -> row.table().state != State.DROPPED)
          .filter(row -> isSelected(selection, row.table()))
          .forEach(row -> rows.add(new Stamped(commit.ts(), row)));
    }
    return new DeltaExpectation(rows, latest(), false);
  }

  static boolean isSelected(Selection selection, ModelTable table) {
    return selection.columns(table.table.component(), table.table.name()).isPresent();
  }
}
