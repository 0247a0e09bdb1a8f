package dev.convexairbyte.stub.application;

import dev.convexairbyte.stub.app.IndexRange;
import dev.convexairbyte.stub.app.Page;
import dev.convexairbyte.stub.app.PaginationOptions;
import dev.convexairbyte.stub.app.Query;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A read of one table by an index, which begins when its documents are asked for. */
final class TableQuery implements Query {

  private final Transaction transaction;
  private final Runnable admission;
  private final String name;
  private final Optional<Table> table;
  private TableIndex index = TableIndex.BY_CREATION_TIME;
  private IndexBounds bounds = new IndexBounds(index);
  private Predicate<ObjectValue> condition = document -> true;
  private Order order = Order.ASC;
  private boolean used;

  /**
   * @param table empty where there is none of the name
   */
  TableQuery(Transaction transaction, Runnable admission, String name, Optional<Table> table) {
    this.transaction = transaction;
    this.admission = admission;
    this.name = name;
    this.table = table;
  }

  @Override
  public Query withIndex(String indexName, Consumer<IndexRange> range) {
    index = index(indexName);
    bounds = new IndexBounds(index);
    range.accept(bounds);
    bounds.requireInOrder();
    return this;
  }

  private TableIndex index(String indexName) {
    return Stream.of(TableIndex.BY_ID, TableIndex.BY_CREATION_TIME)
        .filter(everyTables -> everyTables.name().equals(indexName))
        .findFirst()
        .or(
            () ->
                transaction
                    .catalog()
                    .schema()
                    .flatMap(schema -> schema.index(name, indexName))
                    .map(TableIndex::of))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Tried to read %s by the index %s but failed because the schema declares none of this name; declare it."
                        .formatted(name, indexName)));
  }

  @Override
  public Query filter(Predicate<ObjectValue> further) {
    condition = condition.and(further);
    return this;
  }

  @Override
  public Query order(Order chosen) {
    order = chosen;
    return this;
  }

  @Override
  public List<ObjectValue> collect() {
    return take(Integer.MAX_VALUE);
  }

  @Override
  public List<ObjectValue> take(int count) {
    requireNotNegative(count);
    return next(documents(document -> true), count);
  }

  @Override
  public Optional<ObjectValue> first() {
    return take(1).stream().findFirst();
  }

  @Override
  public Optional<ObjectValue> unique() {
    List<ObjectValue> found = take(2);
    if (found.size() > 1) {
      throw new IllegalStateException(
          "Tried to read the only document of a query on %s but failed because there are more; use first."
              .formatted(name));
    }
    return found.stream().findFirst();
  }

  @Override
  public Page paginate(PaginationOptions options) {
    requireNotNegative(options.numItems());
    PageCursor start = PageCursor.parse(options.cursor(), name, index, order);
    Iterator<ObjectValue> rest = documents(start::isBefore);
    List<ObjectValue> page = new ArrayList<>();
    PageCursor end = start;
    while (page.size() < options.numItems() && rest.hasNext()) {
      ObjectValue document = rest.next();
      end = start.at(document);
      if (condition.test(document)) {
        page.add(document);
      }
    }
    boolean done = page.size() < options.numItems();
    return new Page(page, done, (done ? start.atEnd() : end).toString());
  }

  /** Those of the range that are wanted; the others do not count as read. */
  private Iterator<ObjectValue> documents(Predicate<ObjectValue> wanted) {
    admission.run();
    if (used) {
      throw new IllegalStateException(
          "Tried to read a query on %s but failed because it has been read already; begin another."
              .formatted(name));
    }
    used = true;
    Predicate<ObjectValue> within = document -> bounds.contains(document) && wanted.test(document);
    Comparator<ObjectValue> upwards = index.order();
    Comparator<ObjectValue> chosen = order == Order.DESC ? upwards.reversed() : upwards;
    return table
        .map(found -> transaction.range(found, within, chosen))
        .orElseGet(Collections::emptyIterator);
  }

  private List<ObjectValue> next(Iterator<ObjectValue> documents, int count) {
    List<ObjectValue> taken = new ArrayList<>();
    while (taken.size() < count && documents.hasNext()) {
      ObjectValue document = documents.next();
      if (condition.test(document)) {
        taken.add(document);
      }
    }
    return taken;
  }

  private static void requireNotNegative(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "Tried to read a query but failed because fewer than no documents were asked for; ask for some.");
    }
  }
}
