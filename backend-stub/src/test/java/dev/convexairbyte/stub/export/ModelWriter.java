package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.export.ModelDeployment.ModelRow;
import dev.convexairbyte.stub.export.ModelDeployment.ModelTable;
import dev.convexairbyte.stub.export.ModelDeployment.State;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes at random into databases that must stay alike, and into the model of them. */
final class ModelWriter {

  private static final List<String> COMPONENTS = List.of("", "", "shop", "shop/eu");
  private static final List<String> NAMES = List.of("a", "b", "c");

  final ModelDeployment model = new ModelDeployment();
  final List<Database> databases = new ArrayList<>();
  private final List<DocumentLog> logs;
  private final List<Random> ids = new ArrayList<>();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final Random random;

  ModelWriter(long seed, List<DocumentLog> logs) {
    this.logs = logs;
    this.random = new Random(seed);
    for (DocumentLog log : logs) {
      Random own = new Random(seed);
      ids.add(own);
      databases.add(new Database(log, clock, own));
    }
    // The four system tables and the secret.
    model.commit(logs.get(0).latest(), 5, List.of());
  }

  /** One or more transactions of a kind that chance chooses. */
  void write() {
    clock.advance(Duration.ofNanos(random.nextInt(-500, 5000)));
    switch (random.nextInt(20)) {
      case 0 -> pick(State.ACTIVE).ifPresent(this::drop);
      case 1, 2 -> begin();
      case 3, 4, 5 -> pick(State.HIDDEN).ifPresent(this::fill);
      case 6 -> pick(State.HIDDEN).ifPresent(this::finish);
      case 7 -> pick(State.HIDDEN).filter(table -> random.nextBoolean()).ifPresent(this::drop);
      case 8 -> pick(State.ACTIVE).ifPresent(this::index);
      case 9 -> removeComponent();
      case 10 -> reopen();
      default -> writeDocuments();
    }
  }

  private Optional<ModelTable> pick(State state) {
    return pick(model.tables(state).toList());
  }

  private <T> Optional<T> pick(List<T> among) {
    return among.isEmpty()
        ? Optional.empty()
        : Optional.of(among.get(random.nextInt(among.size())));
  }

  private <T> T commit(Function<Transaction, T> work, Function<T, Integer> systemRows) {
    return commit(work, systemRows, result -> List.of());
  }

  private <T> T commit(
      Function<Transaction, T> work,
      Function<T, Integer> systemRows,
      Function<T, List<ModelRow>> rows) {
    long before = model.latest();
    List<T> results =
        databases.stream()
            .map(database -> database.transact(TransactionLimits.NONE, work))
            .toList();
    check(results.stream().distinct().count() == 1, "both logs give the same ids");
    T result = results.get(0);
    int system = systemRows.apply(result);
    List<ModelRow> written = rows.apply(result);
    long ts = logs.get(0).latest();
    check(logs.stream().allMatch(log -> log.latest() == ts), "both logs have one latest timestamp");
    if (system + written.size() == 0) {
      check(ts == before, "a transaction that writes nothing is none");
      return result;
    }
    check(ts > before, "timestamps increase");
    model.commit(ts, system, written);
    return result;
  }

  private void drop(ModelTable table) {
    commit(
        transaction -> {
          transaction.catalog().drop(current(transaction, table));
          return table;
        },
        dropped -> {
          retire(dropped);
          return 1;
        });
  }

  private void retire(ModelTable table) {
    table.state = State.DROPPED;
    table.dropped = logs.get(0).latest();
  }

  private static Table current(Transaction transaction, ModelTable table) {
    return transaction
        .catalog()
        .hidden(table.table.tablet())
        .or(() -> transaction.catalog().table(table.table.component(), table.table.name()))
        .orElseThrow();
  }

  private void begin() {
    String component = pick(COMPONENTS).orElseThrow();
    String name = pick(NAMES).orElseThrow();
    commit(
        transaction -> transaction.catalog().addHidden(component, name),
        table -> {
          boolean there = model.active(component, name).isPresent();
          int components = there ? 0 : model.addComponents(component);
          model.tables.add(new ModelTable(table, State.HIDDEN, logs.get(0).latest()));
          return 1 + components;
        });
  }

  /** Inserts into a hidden table, now and then a document that the active one has. */
  private void fill(ModelTable hidden) {
    List<Map<String, ConvexValue>> documents = documents();
    Optional<DocumentId> kept =
        model
            .active(hidden.table.component(), hidden.table.name())
            .filter(active -> random.nextInt(3) == 0 && !active.documents.isEmpty())
            .map(active -> DocumentId.parse(active.documents.firstKey()))
            .filter(id -> id.tableNumber() == hidden.table.number())
            .filter(id -> !hidden.documents.containsKey(id.toString()));
    commit(
        transaction -> {
          List<DocumentId> inserted = new ArrayList<>();
          for (Map<String, ConvexValue> document : documents) {
            inserted.add(
                transaction.restore(
                    hidden.table,
                    inserted.isEmpty() ? kept : Optional.empty(),
                    Optional.empty(),
                    ObjectValue.of(document)));
          }
          return inserted;
        },
        inserted -> 0,
        inserted -> {
          List<ModelRow> rows = new ArrayList<>();
          for (int i = 0; i < inserted.size(); i++) {
            rows.add(
                new ModelRow(hidden, inserted.get(i).toString(), Optional.of(documents.get(i))));
          }
          return rows;
        });
  }

  private void finish(ModelTable hidden) {
    Optional<ModelTable> old = model.active(hidden.table.component(), hidden.table.name());
    commit(
        transaction -> {
          transaction.catalog().activate(hidden.table);
          return hidden;
        },
        activated -> {
          old.ifPresent(this::retire);
          activated.state = State.ACTIVE;
          return old.isPresent() ? 2 : 1;
        });
  }

  private void index(ModelTable table) {
    List<FieldPath> fields = List.of(new FieldPath(List.of("field" + random.nextInt(9))));
    commit(
        transaction -> {
          transaction.catalog().put(new PrimaryKeyIndex(table.table.tablet(), fields, false));
          return table;
        },
        indexed -> 1);
  }

  private void removeComponent() {
    String path = random.nextBoolean() ? "shop" : "shop/eu";
    commit(
        transaction -> {
          transaction.catalog().removeComponent(path);
          return path;
        },
        removed -> {
          List<ModelTable> tables =
              model.tables.stream()
                  .filter(table -> table.state != State.DROPPED)
                  .filter(table -> table.table.component().startsWith(path))
                  .toList();
          tables.forEach(this::retire);
          int before = model.components.size();
          model.components.removeIf(component -> component.startsWith(path));
          return tables.size() + before - model.components.size();
        });
  }

  /** As after a restart: what was being imported is given up. */
  private void reopen() {
    for (int i = 0; i < logs.size(); i++) {
      databases.set(i, new Database(logs.get(i), clock, ids.get(i)));
    }
    List<ModelTable> hidden = model.tables(State.HIDDEN).toList();
    if (!hidden.isEmpty()) {
      hidden.forEach(this::retire);
      model.commit(logs.get(0).latest(), hidden.size(), List.of());
    }
  }

  /** A transaction that inserts, replaces, patches and deletes, some documents more than once. */
  private void writeDocuments() {
    String component = pick(COMPONENTS).orElseThrow();
    String name = pick(NAMES).orElseThrow();
    Optional<ModelTable> known = model.active(component, name);
    List<String> ids = known.map(table -> List.copyOf(table.documents.keySet())).orElse(List.of());
    List<Change> changes = Stream.generate(() -> change(ids)).limit(random.nextInt(1, 8)).toList();
    commit(
        transaction -> write(transaction, component, name, changes),
        written -> known.isPresent() ? 0 : create(written.table()),
        written -> {
          ModelTable table = known.orElseGet(() -> model.tables.get(model.tables.size() - 1));
          return effects(table, changes, written.inserted());
        });
  }

  private int create(Table table) {
    int components = model.addComponents(table.component());
    model.tables.add(new ModelTable(table, State.ACTIVE, logs.get(0).latest()));
    return 1 + components;
  }

  private enum Kind {
    INSERT,
    INSERT_AND_DELETE,
    REPLACE,
    PATCH,
    DELETE
  }

  /** One write; to the document of an id unless it inserts one. */
  private record Change(Kind kind, String id, Map<String, ConvexValue> fields) {}

  /** What a transaction gave to its documents that were inserted. */
  private record Written(Table table, List<String> inserted) {}

  private Change change(List<String> ids) {
    Kind kind = ids.isEmpty() ? Kind.INSERT : pick(List.of(Kind.values())).orElseThrow();
    return new Change(kind, pick(ids).orElse(""), document());
  }

  private static Written write(
      Transaction transaction, String component, String name, List<Change> changes) {
    Table table = transaction.catalog().tableOrNew(component, name);
    List<String> inserted = new ArrayList<>();
    for (Change change : changes) {
      ObjectValue fields = ObjectValue.of(change.fields());
      if (change.kind() == Kind.INSERT || change.kind() == Kind.INSERT_AND_DELETE) {
        DocumentId id = transaction.insert(table, fields);
        inserted.add(id.toString());
        if (change.kind() == Kind.INSERT_AND_DELETE) {
          transaction.delete(table, id);
        }
        continue;
      }
      DocumentId id = DocumentId.parse(change.id());
      if (!transaction.contains(table, id)) {
        continue;
      }
      switch (change.kind()) {
        case REPLACE -> transaction.replace(table, id, fields);
        case PATCH -> transaction.patch(table, id, fields, List.of());
        case DELETE -> transaction.delete(table, id);
        case INSERT, INSERT_AND_DELETE -> throw new AssertionError("done above");
      }
    }
    return new Written(table, inserted);
  }

  /** What the changes come to, worked out on plain maps: one row a document that was written. */
  private static List<ModelRow> effects(
      ModelTable table, List<Change> changes, List<String> inserted) {
    Map<String, Optional<Map<String, ConvexValue>>> written = new TreeMap<>();
    int insertions = 0;
    for (Change change : changes) {
      switch (change.kind()) {
        case INSERT -> written.put(inserted.get(insertions++), Optional.of(change.fields()));
        case INSERT_AND_DELETE -> written.put(inserted.get(insertions++), Optional.empty());
        case REPLACE, PATCH, DELETE -> apply(table, change, written);
      }
    }
    return written.entrySet().stream()
        .map(entry -> new ModelRow(table, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static void apply(
      ModelTable table, Change change, Map<String, Optional<Map<String, ConvexValue>>> written) {
    Optional<Map<String, ConvexValue>> before =
        written.getOrDefault(change.id(), Optional.ofNullable(table.documents.get(change.id())));
    if (before.isEmpty()) {
      return;
    }
    if (change.kind() == Kind.DELETE) {
      written.put(change.id(), Optional.empty());
      return;
    }
    Map<String, ConvexValue> after = new TreeMap<>();
    if (change.kind() == Kind.PATCH) {
      after.putAll(before.get());
    }
    after.putAll(change.fields());
    if (!after.equals(before.get())) {
      written.put(change.id(), Optional.of(after));
    }
  }

  private List<Map<String, ConvexValue>> documents() {
    return Stream.generate(this::document).limit(random.nextInt(1, 8)).toList();
  }

  /** Few fields of few values, so that writes that change nothing happen. */
  private Map<String, ConvexValue> document() {
    Map<String, ConvexValue> fields = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      fields.put(pick(List.of("", "x", "y z")).orElseThrow(), value());
    }
    return fields;
  }

  private ConvexValue value() {
    return switch (random.nextInt(8)) {
      case 0 -> new NullValue();
      case 1 -> new Int64Value(random.nextInt(3));
      case 2 -> new Float64Value(Double.NaN);
      case 3 -> new Float64Value(-0.0);
      case 4 -> new StringValue("\ud83d\ude00");
      case 5 -> new ArrayValue(List.of(new StringValue(""), ObjectValue.of(document())));
      default -> new Float64Value(random.nextInt(3));
    };
  }

  static void check(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule);
    }
  }
}
