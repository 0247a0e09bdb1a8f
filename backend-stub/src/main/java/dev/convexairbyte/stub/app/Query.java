package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A read of one table, in the order of creation unless an index is named. Used once. */
public interface Query {

  /** How documents are ordered. */
  enum Order {
    ASC,
    DESC
  }

  /** The same of all of the index. */
  default Query withIndex(String name) {
    return withIndex(name, range -> {});
  }

  /**
   * Reads the range of an index, in its order: one that the schema declares for the table, or
   * {@code by_creation_time} or {@code by_id}, which every table has. Throws
   * IllegalArgumentException where there is none of the name, or the range is none of it.
   */
  Query withIndex(String name, Consumer<IndexRange> range);

  /** Keeps the documents that match; may be given several times. */
  Query filter(Predicate<ObjectValue> condition);

  /** By the index, upwards or downwards. */
  Query order(Order order);

  /** All of them. */
  List<ObjectValue> collect();

  /** The first so many. */
  List<ObjectValue> take(int count);

  /** The first. */
  Optional<ObjectValue> first();

  /** The only one; throws IllegalStateException if there are more. */
  Optional<ObjectValue> unique();

  /** One page, from the beginning or from where another ended. */
  Page paginate(PaginationOptions options);
}
