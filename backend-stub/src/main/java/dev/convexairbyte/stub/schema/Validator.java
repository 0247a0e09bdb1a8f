package dev.convexairbyte.stub.schema;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a declared schema lets a value be. Mirrors get-convex/convex-backend,
 * crates/common/src/schemas/validator.rs.
 */
public sealed interface Validator {

  /** As it is written in a schema file, like {@code v.array(v.string())}. */
  String text();

  /** A kind of value without parts; ANY is every value. */
  enum Scalar implements Validator {
    NULL("v.null()"),
    FLOAT64("v.float64()"),
    INT64("v.int64()"),
    BOOLEAN("v.boolean()"),
    STRING("v.string()"),
    BYTES("v.bytes()"),
    ANY("v.any()");

    private final String text;

    Scalar(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }

  /** One value: a string, a boolean, a Float64 or an Int64. */
  record LiteralOf(ConvexValue value) implements Validator {

    @Override
    public String text() {
      if (value instanceof StringValue string) {
        return "v.literal(\"" + string.value() + "\")";
      }
      if (value instanceof Float64Value number) {
        return "v.literal(" + number.value() + ")";
      }
      if (value instanceof BooleanValue truth) {
        return "v.literal(" + truth.value() + ")";
      }
      return "v.literal(<bigint>)";
    }
  }

  /** The ids of a table's documents. */
  record IdOf(String table) implements Validator {

    @Override
    public String text() {
      return "v.id(\"" + table + "\")";
    }
  }

  /** Arrays. */
  record ArrayOf(Validator items) implements Validator {

    @Override
    public String text() {
      return "v.array(" + items.text() + ")";
    }
  }

  /** Objects of any keys. */
  record RecordOf(Validator keys, Validator values) implements Validator {

    @Override
    public String text() {
      return "v.record(" + keys.text() + ", " + values.text() + ")";
    }
  }

  /** Objects of these fields and no others. */
  record ObjectOf(NavigableMap<String, Field> fields) implements Validator {

    public ObjectOf {
      fields = Collections.unmodifiableNavigableMap(new TreeMap<>(fields));
    }

    @Override
    public String text() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + ": " + field.getValue().text())
          .collect(Collectors.joining(", ", "v.object({", "})"));
    }
  }

  /** A field of an object. */
  record Field(Validator validator, boolean optional) {

    String text() {
      return optional ? "v.optional(" + validator.text() + ")" : validator.text();
    }
  }

  /** Whatever one of the members lets be; without members, nothing. */
  record UnionOf(List<Validator> members) implements Validator {

    public UnionOf {
      members = List.copyOf(members);
    }

    @Override
    public String text() {
      return members.stream()
          .map(Validator::text)
          .collect(Collectors.joining(", ", "v.union(", ")"));
    }
  }
}
