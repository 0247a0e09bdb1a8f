package dev.convexairbyte.stub.export;

import static dev.convexairbyte.stub.export.ModelWriter.check;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.export.ModelDeployment.DeltaExpectation;
import dev.convexairbyte.stub.export.ModelDeployment.ModelTable;
import dev.convexairbyte.stub.export.ModelDeployment.ModelView;
import dev.convexairbyte.stub.export.ModelDeployment.Stamped;
import dev.convexairbyte.stub.export.ModelDeployment.State;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.TableCatalog;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A client that copies a deployment: a snapshot page by page, then changes page by page, at its own
 * pace. Every page is compared with what the model says it must be.
 */
final class ModelReader {

  private static final Duration NO_LIMIT = Duration.ofDays(1);

  private final ModelWriter deployment;
  private final Random random;
  private final Selection selection;
  private final long snapshot;
  private final List<ModelView> view;
  private final Map<String, Map<String, Map<String, ConvexValue>>> copy = new TreeMap<>();
  private Optional<SnapshotCursor> walk = Optional.empty();
  private int table;
  private String lastId = "";
  private boolean inSnapshot = true;
  private long cursor;

  ModelReader(ModelWriter deployment, long snapshot, Selection selection, Random random) {
    this.deployment = deployment;
    this.random = random;
    this.selection = selection;
    this.snapshot = snapshot;
    this.view =
        deployment.model.view(snapshot).stream()
            .filter(table -> ModelDeployment.isSelected(selection, table.table()))
            .toList();
  }

  /** Reads one page; false once nothing is left. */
  boolean read() {
    int limit = random.nextInt(1, random.nextBoolean() ? 6 : 60);
    if (inSnapshot) {
      readSnapshot(limit);
      return true;
    }
    return readDeltas(limit);
  }

  private <T> T fromAll(BiFunction<DocumentLog, TableCatalog, T> read) {
    List<T> pages =
        deployment.databases.stream().map((Database database) -> database.read(read)).toList();
    check(pages.stream().distinct().count() == 1, "both logs give the same page");
    return pages.get(0);
  }

  private void readSnapshot(int limit) {
    SnapshotPage page =
        fromAll(
            (log, catalog) ->
                SnapshotPage.read(
                    log,
                    catalog,
                    snapshot,
                    walk,
                    selection,
                    new PageLimit(limit, NO_LIMIT, Clock.systemUTC())));
    if (view.isEmpty()) {
      check(page.rows().isEmpty() && page.next().isEmpty(), "nothing selected is one empty page");
      endSnapshot();
      return;
    }
    ModelView current = view.get(table);
    Map<String, Map<String, ConvexValue>> expected =
        first(current.documents().tailMap(lastId, false), limit);
    check(
        page.rows().stream()
            .map(row -> id(row.entry()))
            .toList()
            .equals(List.copyOf(expected.keySet())),
        "a snapshot page has the next documents of one table");
    for (Row row : page.rows()) {
      check(row.table().tablet().equals(current.table().table.tablet()), "of the right table");
      check(row.entry().ts() <= snapshot, "no revision is later than the snapshot");
      check(own(row.entry()).equals(expected.get(id(row.entry()))), "as they were at the snapshot");
      put(current.table(), id(row.entry()), own(row.entry()));
    }
    advance(expected, limit);
    check(page.next().isPresent() == inSnapshot, "more is promised exactly while there is more");
    walk = page.next();
  }

  private static Map<String, Map<String, ConvexValue>> first(
      Map<String, Map<String, ConvexValue>> documents, int limit) {
    Map<String, Map<String, ConvexValue>> first = new TreeMap<>();
    documents.entrySet().stream()
        .limit(limit)
        .forEach(entry -> first.put(entry.getKey(), entry.getValue()));
    return first;
  }

  private void advance(Map<String, Map<String, ConvexValue>> expected, int limit) {
    if (expected.size() == limit) {
      lastId = ((TreeMap<String, ?>) expected).lastKey();
      return;
    }
    table++;
    lastId = "";
    if (table == view.size()) {
      endSnapshot();
    }
  }

  private void endSnapshot() {
    inSnapshot = false;
    cursor = snapshot;
  }

  private boolean readDeltas(int limit) {
    DeltaExpectation expected = deployment.model.deltas(cursor, selection, limit);
    DeltasPage page =
        fromAll((log, catalog) -> DeltasPage.read(log, catalog, cursor, selection, limit));
    check(page.cursor() == expected.cursor(), "a page of changes ends with a transaction");
    check(page.hasMore() == expected.hasMore(), "more is promised exactly while there is more");
    check(page.rows().size() == expected.rows().size(), "no change is lost and none invented");
    for (int i = 0; i < page.rows().size(); i++) {
      apply(page.rows().get(i).entry(), expected.rows().get(i));
    }
    cursor = page.cursor();
    return page.hasMore();
  }

  private void apply(LogEntry entry, Stamped expected) {
    ModelTable changed = expected.row().table();
    check(entry.ts() == expected.ts(), "a change has its commit's time");
    check(entry.tablet().equals(changed.table.tablet()), "changes are ordered by tablet");
    check(id(entry).equals(expected.row().id()), "then by id");
    check(entry.isTombstone() == expected.row().document().isEmpty(), "deletes are tombstones");
    if (entry.isTombstone()) {
      copy.computeIfAbsent(changed.name(), name -> new TreeMap<>()).remove(id(entry));
      return;
    }
    check(own(entry).equals(expected.row().document().orElseThrow()), "changes carry documents");
    put(changed, id(entry), own(entry));
  }

  private void put(ModelTable into, String id, Map<String, ConvexValue> document) {
    copy.computeIfAbsent(into.name(), name -> new TreeMap<>()).put(id, document);
  }

  private static String id(LogEntry entry) {
    return entry.id().toString();
  }

  /** The fields but the system's, after a look at those. */
  private static Map<String, ConvexValue> own(LogEntry entry) {
    Map<String, ConvexValue> fields = new TreeMap<>(entry.document().orElseThrow().fields());
    check(new StringValue(id(entry)).equals(fields.remove("_id")), "a document holds its id");
    check(fields.remove("_creationTime") != null, "and its creation time");
    return fields;
  }

  /** Reads to the end and compares the copy with what is there. */
  void finish() {
    boolean more = true;
    while (more) {
      more = read();
    }
    check(cursor == deployment.model.latest(), "the last cursor is the latest timestamp");
    deployment
        .model
        .tables(State.ACTIVE)
        .filter(active -> ModelDeployment.isSelected(selection, active))
        .forEach(this::compare);
  }

  private void compare(ModelTable active) {
    Map<String, Map<String, ConvexValue>> copied = copy.getOrDefault(active.name(), Map.of());
    Set<String> others = idsOfOthers(active);
    if (others.isEmpty()) {
      check(copied.equals(arriving(active)), "the copy is the table");
      return;
    }
    // A replacement leaves no tombstones: old rows stay in the copy beside the new ones.
    Map<String, Map<String, ConvexValue>> expected = new TreeMap<>(arriving(active));
    expected.keySet().removeAll(others);
    Map<String, Map<String, ConvexValue>> found = new TreeMap<>(copied);
    found.keySet().removeAll(others);
    check(found.equals(expected), "the copy has every new row and else only old ones");
  }

  /**
   * The documents that a copy can have: an import that was running at the snapshot hid what it had
   * written by then, and for good.
   */
  private Map<String, Map<String, ConvexValue>> arriving(ModelTable active) {
    boolean hiddenAtSnapshot =
        active.created <= snapshot && view.stream().noneMatch(seen -> seen.table() == active);
    if (!hiddenAtSnapshot) {
      return active.documents;
    }
    return active.documents.entrySet().stream()
        .filter(entry -> active.changed.getOrDefault(entry.getKey(), 0L) > snapshot)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Ids of the tables that had the name, or were to have it, since the snapshot. */
  private Set<String> idsOfOthers(ModelTable active) {
    return deployment.model.tables.stream()
        .filter(other -> other != active && other.name().equals(active.name()))
        .filter(other -> other.dropped > snapshot)
        .flatMap(other -> other.changed.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
