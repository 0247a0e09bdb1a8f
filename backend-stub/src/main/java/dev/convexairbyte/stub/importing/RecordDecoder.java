package dev.convexairbyte.stub.importing;

import static dev.convexairbyte.values.ValueDecoder.MAX_FIELDS;
import static dev.convexairbyte.values.ValueDecoder.MAX_ITEMS;
import static dev.convexairbyte.values.ValueDecoder.MAX_NESTING;
import static dev.convexairbyte.values.ValueDecoder.MAX_SIZE;

import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.InvalidValueException.Problem;
import dev.convexairbyte.values.StrictTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of records: renames keys and makes values in one go. Keys are renamed before
 * values are read, so that a record's {@code $integer} is a mere field; and a key that cannot be
 * renamed counts before everything else that is wrong.
 */
final class RecordDecoder {

  private final StrictTokens tokens;
  private final Map<List<String>, FieldLayout> layouts = new HashMap<>();

  /** What is wrong with the value that was read last, where that is null. */
  private Problem problem = Problem.INVALID_FIELD_NAME;

  RecordDecoder(StrictTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The data of a record, or what is wrong with it.
   *
   * @param value null where something is
   */
  record Data(@Nullable ConvexValue value, Problem problem) {}

  /** Reads one value to its end; throws InvalidJsonException only. */
  Data read(JsonToken first) throws IOException {
    ConvexValue value = value(first, 1);
    if (value != null && value.size() > MAX_SIZE) {
      return new Data(null, Problem.TOO_LARGE);
    }
    return new Data(value, problem);
  }

  private @Nullable ConvexValue value(JsonToken first, int depth) throws IOException {
    return switch (first) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> new StringValue(tokens.text());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Float64Value(tokens.number());
      case VALUE_TRUE -> new BooleanValue(true);
      case VALUE_FALSE -> new BooleanValue(false);
      case VALUE_NULL -> new NullValue();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new AssertionError("a value starts with no such token");
    };
  }

  private @Nullable ConvexValue array(int depth) throws IOException {
    List<ConvexValue> items = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(0);
    int count = 0;
    for (JsonToken item = tokens.next(); item != JsonToken.END_ARRAY; item = tokens.next()) {
      ConvexValue value = value(item, depth + 1);
      count++;
      if (value == null) {
        problems.add(problem);
      } else if (count <= MAX_ITEMS) {
        items.add(value);
      }
    }
    if (problems.contains(Problem.INVALID_FIELD_NAME)) {
      return broken(Problem.INVALID_FIELD_NAME);
    }
    if (depth > MAX_NESTING) {
      return broken(Problem.TOO_NESTED);
    }
    if (count > MAX_ITEMS) {
      return broken(Problem.TOO_MANY_ITEMS);
    }
    return problems.isEmpty() ? new ArrayValue(items) : broken(problems.get(0));
  }

  private @Nullable ConvexValue object(int depth) throws IOException {
    List<String> keys = new ArrayList<>();
    List<@Nullable ConvexValue> values = new ArrayList<>();
    Map<Integer, Problem> problems = Map.of();
    for (String key = tokens.nextName(); key != null; key = tokens.nextName()) {
      ConvexValue value = value(tokens.next(), depth + 1);
      if (value == null) {
        problems = problems.isEmpty() ? new HashMap<>() : problems;
        problems.put(keys.size(), problem);
      }
      keys.add(key);
      values.add(value);
    }
    FieldLayout layout = layouts.computeIfAbsent(keys, FieldLayout::of);
    if (layout.isUnnameable() || among(layout.distinct(), problems)) {
      return broken(Problem.INVALID_FIELD_NAME);
    }
    if (depth > MAX_NESTING) {
      return broken(Problem.TOO_NESTED);
    }
    if (layout.size() > MAX_FIELDS) {
      return broken(Problem.TOO_MANY_FIELDS);
    }
    return fields(layout, values, problems);
  }

  private static boolean among(Collection<Integer> places, Map<Integer, Problem> problems) {
    return !problems.isEmpty()
        && places.stream().anyMatch(place -> problems.get(place) == Problem.INVALID_FIELD_NAME);
  }

  private @Nullable ConvexValue fields(
      FieldLayout layout, List<@Nullable ConvexValue> values, Map<Integer, Problem> problems) {
    if (!problems.isEmpty()) {
      for (int place : layout.inOrder()) {
        Problem found = problems.get(place);
        if (found != null) {
          return broken(found);
        }
      }
    }
    return layout.object(values);
  }

  private @Nullable ConvexValue broken(Problem found) {
    problem = found;
    return null;
  }
}
