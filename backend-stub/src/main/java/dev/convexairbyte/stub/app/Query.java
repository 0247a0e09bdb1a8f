package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A read of one table, in the order of creation unless told otherwise. Used once. */
public interface Query {

  /** How documents are ordered. */
  enum Order {
    ASC,
    DESC
  }

  /** Keeps the documents that match; may be given several times. */
  Query filter(Predicate<ObjectValue> condition);

  /** By {@code _creationTime}, upwards or downwards. */
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
