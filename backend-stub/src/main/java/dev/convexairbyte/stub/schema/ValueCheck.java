package dev.convexairbyte.stub.schema;

import dev.convexairbyte.stub.schema.Validator.ArrayOf;
import dev.convexairbyte.stub.schema.Validator.Field;
import dev.convexairbyte.stub.schema.Validator.IdOf;
import dev.convexairbyte.stub.schema.Validator.LiteralOf;
import dev.convexairbyte.stub.schema.Validator.ObjectOf;
import dev.convexairbyte.stub.schema.Validator.RecordOf;
import dev.convexairbyte.stub.schema.Validator.Scalar;
import dev.convexairbyte.stub.schema.Validator.UnionOf;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.Identifiers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Compares values with validators. */
public final class ValueCheck {

  private final TableNumbers numbers;

  public ValueCheck(TableNumbers numbers) {
    this.numbers = numbers;
  }

  /**
   * Why a value is none that its validator takes, as a part of a sentence without anything of the
   * value; empty where it is one.
   *
   * @param whole how the sentence names the value itself
   */
  public Optional<String> mismatch(Validator validator, ConvexValue value, String whole) {
    return check(validator, value, false).map(mismatch -> mismatch.text(whole));
  }

  /** System fields of a document are not the schema's business. */
  Optional<Mismatch> document(Validator type, ObjectValue document) {
    return type instanceof UnionOf union
        ? union(union, document, true)
        : check(type, document, false);
  }

  private Optional<Mismatch> check(Validator validator, ConvexValue value, boolean document) {
    if (validator instanceof Scalar scalar) {
      return matches(scalar, value) ? Optional.empty() : other(validator, value);
    }
    if (validator instanceof LiteralOf literal) {
      return literal.value().equals(value) ? Optional.empty() : other(validator, value);
    }
    if (validator instanceof IdOf id) {
      return isId(id, value) ? Optional.empty() : other(validator, value);
    }
    if (validator instanceof UnionOf union) {
      return union(union, value, document);
    }
    if (validator instanceof ArrayOf array && value instanceof ArrayValue items) {
      return array(array, items.items());
    }
    if (validator instanceof RecordOf record && value instanceof ObjectValue object) {
      return record(record, object);
    }
    if (validator instanceof ObjectOf fields && value instanceof ObjectValue object) {
      return object(fields, object, document);
    }
    return other(validator, value);
  }

  private static boolean matches(Scalar scalar, ConvexValue value) {
    return switch (scalar) {
      case NULL -> value instanceof NullValue;
      case FLOAT64 -> value instanceof Float64Value;
      case INT64 -> value instanceof Int64Value;
      case BOOLEAN -> value instanceof BooleanValue;
      case STRING -> value instanceof StringValue;
      case BYTES -> value instanceof BytesValue;
      case ANY -> true;
    };
  }

  private boolean isId(IdOf validator, ConvexValue value) {
    if (!(value instanceof StringValue text)) {
      return false;
    }
    OptionalInt number = numbers.of(validator.table());
    return number.isPresent()
        && DocumentId.find(text.value())
            .filter(id -> id.tableNumber() == number.getAsInt())
            .isPresent();
  }

  private Optional<Mismatch> union(UnionOf union, ConvexValue value, boolean document) {
    List<Validator> members = union.members();
    if (members.size() == 1) {
      return check(members.get(0), value, document);
    }
    for (Validator member : members) {
      if (check(member, value, document).isEmpty()) {
        return Optional.empty();
      }
    }
    return other(union, value);
  }

  private Optional<Mismatch> array(ArrayOf array, List<ConvexValue> items) {
    for (int i = 0; i < items.size(); i++) {
      Optional<Mismatch> mismatch = check(array.items(), items.get(i), false);
      if (mismatch.isPresent()) {
        return Optional.of(mismatch.get().under("[" + i + "]"));
      }
    }
    return Optional.empty();
  }

  /** A record's keys are values too, so the path does not name them. */
  private Optional<Mismatch> record(RecordOf record, ObjectValue object) {
    for (Map.Entry<String, ConvexValue> field : object.fields().entrySet()) {
      Optional<Mismatch> key = check(record.keys(), new StringValue(field.getKey()), false);
      if (key.isPresent()) {
        return Optional.of(key.get().under(".keys()"));
      }
      Optional<Mismatch> value = check(record.values(), field.getValue(), false);
      if (value.isPresent()) {
        return Optional.of(value.get().under(".values()"));
      }
    }
    return Optional.empty();
  }

  private Optional<Mismatch> object(ObjectOf validator, ObjectValue object, boolean document) {
    for (Map.Entry<String, Field> field : validator.fields().entrySet()) {
      ConvexValue value = object.fields().get(field.getKey());
      if (value == null) {
        if (!field.getValue().optional()) {
          return mismatch("lacks the required field " + field.getKey());
        }
        continue;
      }
      Optional<Mismatch> mismatch = check(field.getValue().validator(), value, false);
      if (mismatch.isPresent()) {
        return Optional.of(mismatch.get().under("." + field.getKey()));
      }
    }
    for (String name : object.fields().keySet()) {
      if (!validator.fields().containsKey(name) && !(document && Identifiers.isSystem(name))) {
        return mismatch("has the extra field " + name);
      }
    }
    return Optional.empty();
  }

  private static Optional<Mismatch> other(Validator validator, ConvexValue value) {
    return mismatch("is " + kind(value) + " that " + validator.text() + " does not take");
  }

  private static Optional<Mismatch> mismatch(String reason) {
    return Optional.of(new Mismatch("", reason));
  }

  private static String kind(ConvexValue value) {
    if (value instanceof NullValue) {
      return "a null";
    }
    if (value instanceof BooleanValue) {
      return "a boolean";
    }
    if (value instanceof Float64Value) {
      return "a float64";
    }
    if (value instanceof Int64Value) {
      return "an int64";
    }
    if (value instanceof StringValue) {
      return "a string";
    }
    if (value instanceof BytesValue) {
      return "a byte string";
    }
    return value instanceof ArrayValue ? "an array" : "an object";
  }
}
