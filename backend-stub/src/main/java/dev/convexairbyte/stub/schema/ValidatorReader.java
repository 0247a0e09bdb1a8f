package dev.convexairbyte.stub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.schema.Validator.ArrayOf;
import dev.convexairbyte.stub.schema.Validator.Field;
import dev.convexairbyte.stub.schema.Validator.IdOf;
import dev.convexairbyte.stub.schema.Validator.LiteralOf;
import dev.convexairbyte.stub.schema.Validator.ObjectOf;
import dev.convexairbyte.stub.schema.Validator.RecordOf;
import dev.convexairbyte.stub.schema.Validator.Scalar;
import dev.convexairbyte.stub.schema.Validator.UnionOf;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidValueException;
import dev.convexairbyte.values.ValueDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads one table's validators; every failure names the table. */
final class ValidatorReader {

  private final String table;

  private ValidatorReader(String table) {
    this.table = table;
  }

  /** Throws InvalidSchemaException. */
  static Validator read(JsonNode json, String table) {
    return new ValidatorReader(table).validator(json);
  }

  private Validator validator(JsonNode json) {
    JsonNode value = json.path("value");
    return switch (json.path("type").asText("")) {
      case "null" -> Scalar.NULL;
      case "number" -> Scalar.FLOAT64;
      case "bigint" -> Scalar.INT64;
      case "boolean" -> Scalar.BOOLEAN;
      case "string" -> Scalar.STRING;
      case "bytes" -> Scalar.BYTES;
      case "any", "map", "set" -> Scalar.ANY;
      case "literal" -> literal(value);
      case "id" -> id(json.path("tableName"));
      case "array" -> new ArrayOf(validator(value));
      case "object" -> object(value);
      case "record" -> record(json);
      case "union" -> union(value);
      default -> throw broken("has a validator of an unknown type");
    };
  }

  private LiteralOf literal(JsonNode json) {
    try {
      ConvexValue value = ValueDecoder.decode(json);
      if (value instanceof StringValue
          || value instanceof BooleanValue
          || value instanceof Float64Value
          || value instanceof Int64Value) {
        return new LiteralOf(value);
      }
    } catch (InvalidValueException | IllegalArgumentException e) {
      throw broken("has a literal that is no value");
    }
    throw broken("has a literal that is no string, number or boolean");
  }

  private IdOf id(JsonNode name) {
    if (!name.isTextual() || !Identifiers.isIdentifier(name.textValue())) {
      throw broken("has an id of no table");
    }
    return new IdOf(name.textValue());
  }

  private ObjectOf object(JsonNode json) {
    if (!json.isObject()) {
      throw broken("has an object without fields");
    }
    NavigableMap<String, Field> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!Identifiers.isIdentifier(field.getKey())) {
        throw broken("has a field that is not made of letters, digits and underscores");
      }
      fields.put(field.getKey(), field(field.getValue()));
    }
    return new ObjectOf(fields);
  }

  private Field field(JsonNode json) {
    if (!json.path("optional").isBoolean()) {
      throw broken("has a field that is neither optional nor required");
    }
    return new Field(validator(json.path("fieldType")), json.path("optional").booleanValue());
  }

  private RecordOf record(JsonNode json) {
    Validator keys = validator(json.path("keys"));
    if (!isString(keys)) {
      throw broken("has a record whose keys are not v.string(), ids or a union of them");
    }
    Field values = field(json.path("values"));
    if (values.optional()) {
      throw broken("has a record of optional values");
    }
    return new RecordOf(keys, values.validator());
  }

  private static boolean isString(Validator keys) {
    return keys == Scalar.STRING
        || keys instanceof IdOf
        || (keys instanceof UnionOf union
            && union.members().stream().allMatch(ValidatorReader::isString));
  }

  private UnionOf union(JsonNode json) {
    if (!json.isArray()) {
      throw broken("has a union without members");
    }
    List<Validator> members = new ArrayList<>(json.size());
    json.forEach(member -> members.add(validator(member)));
    return new UnionOf(members);
  }

  private InvalidSchemaException broken(String what) {
    return new InvalidSchemaException("the table " + table + " " + what);
  }
}
