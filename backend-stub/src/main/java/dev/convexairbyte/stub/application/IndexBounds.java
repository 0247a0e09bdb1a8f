package dev.convexairbyte.stub.application;

import dev.convexairbyte.stub.app.IndexRange;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ValueOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bounds of a range of an index. Mirrors get-convex/convex-backend,
 * crates/common/src/query.rs.
 */
final class IndexBounds implements IndexRange {

  private final TableIndex index;
  private final Map<FieldPath, Optional<ConvexValue>> equal = new HashMap<>();
  private @Nullable FieldPath bounded;
  private @Nullable Bound lower;
  private @Nullable Bound upper;

  IndexBounds(TableIndex index) {
    this.index = index;
  }

  /** One end of a range. */
  private record Bound(Optional<ConvexValue> value, boolean included) {

    /** Whether a value is on the side that the sign says, or at the bound if that is included. */
    boolean admits(Optional<ConvexValue> other, int side) {
      int order = ValueOrder.compareMissingFirst(other, value) * side;
      return order > 0 || (order == 0 && included);
    }
  }

  @Override
  public IndexRange eq(String field, @Nullable Object value) {
    return equal(field, Optional.of(Values.of(value)));
  }

  @Override
  public IndexRange missing(String field) {
    return equal(field, Optional.empty());
  }

  private IndexRange equal(String field, Optional<ConvexValue> value) {
    FieldPath path = indexed(field);
    requireUnbound(!path.equals(bounded) && !equal.containsKey(path), field);
    equal.put(path, value);
    return this;
  }

  @Override
  public IndexRange gt(String field, @Nullable Object value) {
    return from(field, value, false);
  }

  @Override
  public IndexRange gte(String field, @Nullable Object value) {
    return from(field, value, true);
  }

  @Override
  public IndexRange lt(String field, @Nullable Object value) {
    return to(field, value, false);
  }

  @Override
  public IndexRange lte(String field, @Nullable Object value) {
    return to(field, value, true);
  }

  private IndexRange from(String field, @Nullable Object value, boolean included) {
    bind(field, lower);
    lower = new Bound(Optional.of(Values.of(value)), included);
    return this;
  }

  private IndexRange to(String field, @Nullable Object value, boolean included) {
    bind(field, upper);
    upper = new Bound(Optional.of(Values.of(value)), included);
    return this;
  }

  private void bind(String field, @Nullable Bound already) {
    FieldPath path = indexed(field);
    require(
        bounded == null || bounded.equals(path),
        "two of its fields are compared otherwise than by eq (BoundsOnMultipleFields)");
    requireUnbound(already == null && !equal.containsKey(path), field);
    bounded = path;
  }

  private FieldPath indexed(String field) {
    FieldPath path = TableIndex.path(field);
    require(index.key().contains(path), "the field " + field + " is none of its (FieldNotInIndex)");
    return path;
  }

  private void requireUnbound(boolean holds, String field) {
    require(holds, "the field " + field + " has such a bound already (AlreadyDefinedBound)");
  }

  /** Throws IllegalArgumentException unless the first fields of the index are those with bounds. */
  void requireInOrder() {
    List<FieldPath> first = index.key().subList(0, equal.size());
    require(
        equal.keySet().containsAll(first)
            && (bounded == null || bounded.equals(index.key().get(equal.size()))),
        "the fields that are compared are not its first ones (InvalidIndexRange)");
  }

  private void require(boolean holds, String reason) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Tried to read a range of the index %s but failed because %s; compare its first fields, all but the last of them by eq."
              .formatted(index.name(), reason));
    }
  }

  boolean contains(ObjectValue document) {
    boolean isEqual =
        equal.entrySet().stream()
            .allMatch(
                bound ->
                    ValueOrder.compareMissingFirst(bound.getKey().in(document), bound.getValue())
                        == 0);
    if (!isEqual || bounded == null) {
      return isEqual;
    }
    Optional<ConvexValue> value = bounded.in(document);
    return (lower == null || lower.admits(value, 1)) && (upper == null || upper.admits(value, -1));
  }
}
