package dev.convexairbyte.stub.app;

import dev.convexairbyte.stub.schema.Validator;
import dev.convexairbyte.stub.schema.Validator.ArrayOf;
import dev.convexairbyte.stub.schema.Validator.Field;
import dev.convexairbyte.stub.schema.Validator.IdOf;
import dev.convexairbyte.stub.schema.Validator.LiteralOf;
import dev.convexairbyte.stub.schema.Validator.ObjectOf;
import dev.convexairbyte.stub.schema.Validator.RecordOf;
import dev.convexairbyte.stub.schema.Validator.Scalar;
import dev.convexairbyte.stub.schema.Validator.UnionOf;
import java.util.List;
import java.util.TreeMap;

/**
 * Validators, which say what a value may be. Mirrors {@code v} of
 * npm-packages/convex/src/values/validator.ts; three have other names, as theirs are Java's.
 */
public final class V {

  private V() {}

  /** Every value. */
  public static Validator any() {
    return Scalar.ANY;
  }

  /** Null, {@code v.null()}. */
  public static Validator nothing() {
    return Scalar.NULL;
  }

  /** True and false, {@code v.boolean()}. */
  public static Validator bool() {
    return Scalar.BOOLEAN;
  }

  /** Numbers (Float64). */
  public static Validator number() {
    return Scalar.FLOAT64;
  }

  /** Bigints (Int64). */
  public static Validator int64() {
    return Scalar.INT64;
  }

  /** Strings. */
  public static Validator string() {
    return Scalar.STRING;
  }

  /** Bytes. */
  public static Validator bytes() {
    return Scalar.BYTES;
  }

  /** The ids of a table's documents. */
  public static Validator id(String table) {
    return new IdOf(table);
  }

  /** One value, given as {@link Values#of} takes it: a string, a boolean, a number or a bigint. */
  public static Validator literal(Object value) {
    return new LiteralOf(Values.of(value));
  }

  /** Arrays of such items. */
  public static Validator array(Validator items) {
    return new ArrayOf(items);
  }

  /** Objects of any such fields. */
  public static Validator record(Validator keys, Validator values) {
    return new RecordOf(keys, values);
  }

  /** Whatever one of them lets be. */
  public static Validator union(Validator... members) {
    return new UnionOf(List.of(members));
  }

  /** Of a field of an object that may be missing. */
  public static Field optional(Validator validator) {
    return new Field(validator, true);
  }

  /**
   * Objects of these fields and no others: {@code object("author", V.string(), "likes",
   * V.optional(V.number()))}. Throws IllegalArgumentException for what are no pairs of names and
   * validators.
   */
  public static ObjectOf object(Object... namesAndValidators) {
    TreeMap<String, Field> fields = new TreeMap<>();
    for (int i = 0; i < namesAndValidators.length; i += 2) {
      Object validator = i + 1 < namesAndValidators.length ? namesAndValidators[i + 1] : "";
      if (!(namesAndValidators[i] instanceof String name)
          || !(validator instanceof Validator || validator instanceof Field)) {
        throw new IllegalArgumentException(
            "Tried to make a validator of objects but failed because what it was given are no pairs of a"
                + " name and a validator; give pairs.");
      }
      fields.put(
          name, validator instanceof Validator whole ? new Field(whole, false) : (Field) validator);
    }
    return new ObjectOf(fields);
  }
}
