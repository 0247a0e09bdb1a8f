package dev.convexairbyte.stub.tables;

import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The tables in which the deployment keeps its bookkeeping, so that the log alone tells what there
 * is. Tables and indexes have one row a tablet, under the tablet's own bytes; there is one row at
 * most of a schema.
 */
public final class SystemTables {

  public static final Table TABLES =
      new Table(new TabletId(0, 1), "", "_tables", 1, TableState.ACTIVE);
  public static final Table INDEXES =
      new Table(new TabletId(0, 2), "", "_index", 2, TableState.ACTIVE);

  /** How far each data sync is: one row a sync, under an id of its own. */
  public static final Table DATA_SYNC_PROGRESS =
      new Table(new TabletId(0, 5), "", "_data_sync_progress", 5, TableState.ACTIVE);

  public static final Table SCHEMAS =
      new Table(new TabletId(0, 6), "", "_schemas", 6, TableState.ACTIVE);
  public static final Table COMPONENTS =
      new Table(new TabletId(0, 11), "", "_components", 11, TableState.ACTIVE);
  public static final Table SECRETS =
      new Table(new TabletId(0, 12), "", "_secrets", 12, TableState.ACTIVE);

  /** Under which name each stored file is fetched: one row a file, under the bytes of its id. */
  public static final Table FILE_STORAGE =
      new Table(new TabletId(0, 16), "", "_file_storage", 16, TableState.ACTIVE);

  /** Functions to be run later and those that have run, as functions see them. */
  public static final Table SCHEDULED_FUNCTIONS =
      new Table(new TabletId(0, 27), "", "_scheduled_functions", 539, TableState.ACTIVE);

  /** Stored files, as functions see them. */
  public static final Table STORAGE =
      new Table(new TabletId(0, 28), "", "_storage", 540, TableState.ACTIVE);

  /** All of them, by tablet. */
  public static final List<Table> ALL =
      List.of(
          TABLES,
          INDEXES,
          DATA_SYNC_PROGRESS,
          SCHEMAS,
          COMPONENTS,
          SECRETS,
          FILE_STORAGE,
          SCHEDULED_FUNCTIONS,
          STORAGE);

  private SystemTables() {}

  /** Whether the rows of the tablet are what a {@link TableCatalog} is made from. */
  public static boolean makesCatalog(TabletId tablet) {
    return Stream.of(TABLES, INDEXES, SCHEMAS, COMPONENTS)
        .anyMatch(table -> table.tablet().equals(tablet));
  }

  public static DocumentId rowId(Table systemTable, TabletId tablet) {
    return new DocumentId(systemTable.number(), tablet.high(), tablet.low());
  }

  public static ObjectValue row(Table table) {
    return ObjectValue.of(
        Map.of(
            "component", new StringValue(table.component()),
            "name", new StringValue(table.name()),
            "number", new Float64Value(table.number()),
            "state", new StringValue(table.state().name())));
  }

  public static ObjectValue row(PrimaryKeyIndex index) {
    return ObjectValue.of(
        Map.of(
            "backfilling", new BooleanValue(index.backfilling()),
            "fields", new ArrayValue(index.fields().stream().map(SystemTables::array).toList())));
  }

  public static ObjectValue row(DeclaredSchema schema) {
    return ObjectValue.of(Map.of("schema", new StringValue(schema.json())));
  }

  static DeclaredSchema schema(ObjectValue row) {
    return DeclaredSchema.parse(text(field(row, "schema")));
  }

  /** The row of a component; that of one that is removed is deleted. */
  public static ObjectValue component(String path) {
    return ObjectValue.of(Map.of("path", new StringValue(path)));
  }

  /** The row of the secret that the deployment encrypts with. */
  public static ObjectValue secret(byte[] secret) {
    return ObjectValue.of(Map.of("secret", new BytesValue(secret)));
  }

  public static byte[] secret(ObjectValue row) {
    return ((BytesValue) field(row, "secret")).toByteArray();
  }

  static String path(ObjectValue component) {
    return text(field(component, "path"));
  }

  static Table table(LogEntry entry) {
    ObjectValue row = entry.document().orElseThrow();
    return new Table(
        tablet(entry),
        text(field(row, "component")),
        text(field(row, "name")),
        (int) ((Float64Value) field(row, "number")).value(),
        TableState.valueOf(text(field(row, "state"))));
  }

  static PrimaryKeyIndex index(LogEntry entry) {
    ObjectValue row = entry.document().orElseThrow();
    return new PrimaryKeyIndex(
        tablet(entry),
        ((ArrayValue) field(row, "fields")).items().stream().map(SystemTables::path).toList(),
        ((BooleanValue) field(row, "backfilling")).value());
  }

  private static TabletId tablet(LogEntry entry) {
    return new TabletId(entry.id().high(), entry.id().low());
  }

  private static ConvexValue array(FieldPath path) {
    List<ConvexValue> names = path.names().stream().<ConvexValue>map(StringValue::new).toList();
    return new ArrayValue(names);
  }

  private static FieldPath path(ConvexValue names) {
    return new FieldPath(((ArrayValue) names).items().stream().map(SystemTables::text).toList());
  }

  private static ConvexValue field(ObjectValue row, String name) {
    return Objects.requireNonNull(row.fields().get(name), name);
  }

  private static String text(ConvexValue value) {
    return ((StringValue) value).value();
  }
}
