package dev.convexairbyte.stub.app;

import org.jspecify.annotations.Nullable;

/**
 * A part of an index: its first fields each equal to a value, and the next one between two bounds
 * or beyond one. Fields may also be {@code _creationTime} and {@code _id}, with which every index
 * ends. Values are given as {@link Values#of} takes them. Every method throws
 * IllegalArgumentException for a field or a bound that cannot be. Mirrors IndexRangeBuilder of
 * npm-packages/convex/src/server/index_range_builder.ts.
 */
public interface IndexRange {

  /** Documents with this value. */
  IndexRange eq(String field, @Nullable Object value);

  /** Documents that lack the field, what JavaScript writes as {@code eq(field, undefined)}. */
  IndexRange missing(String field);

  /** Documents with a greater value, of whatever type. */
  IndexRange gt(String field, @Nullable Object value);

  /** Documents with this value or a greater one, of whatever type. */
  IndexRange gte(String field, @Nullable Object value);

  /** Documents with a smaller value, of whatever type, or none. */
  IndexRange lt(String field, @Nullable Object value);

  /** Documents with this value or a smaller one, of whatever type, or none. */
  IndexRange lte(String field, @Nullable Object value);
}
