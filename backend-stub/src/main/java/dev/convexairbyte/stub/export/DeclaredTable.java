package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.export.SchemaTypes.Property;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.schema.Validator;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Describes a table by its declared type, where its documents have no common shape. Mirrors
 * get-convex/convex-backend, crates/local_backend/src/streaming_export.rs and
 * crates/common/src/schemas/validator.rs.
 *
 * @param type ANY, or a union of objects
 */
record DeclaredTable(String name, Validator type) {

  /** Throws BackendException where nothing is declared of the table. */
  static DeclaredTable of(Optional<DeclaredSchema> schema, String name) {
    DeclaredSchema declared =
        schema.orElseThrow(() -> new BackendException(BackendError.NO_SCHEMA_FOR_EXPORT));
    Validator type =
        declared
            .tables()
            .getOrDefault(name, Optional.empty())
            .orElseThrow(
                () -> new BackendException(BackendError.NO_TABLE_DEFINITION_FOR_EXPORT, name));
    return new DeclaredTable(name, type);
  }

  /** Throws UNSUPPORTED_SCHEMA_FOR_EXPORT where something is a union of objects. */
  ObjectNode write(SchemaTypes types) {
    if (!(type instanceof UnionOf union)) {
      return types.document(name, Map.of());
    }
    boolean oneObject = union.members().size() == 1;
    if (!oneObject || !isSupported(union)) {
      throw new BackendException(BackendError.UNSUPPORTED_SCHEMA_FOR_EXPORT, name);
    }
    return types.document(name, properties((ObjectOf) union.members().get(0), types));
  }

  /** The backend does not look into records. */
  private static boolean isSupported(Validator validator) {
    if (validator instanceof ArrayOf array) {
      return isSupported(array.items());
    }
    if (validator instanceof ObjectOf object) {
      return object.fields().values().stream()
          .map(Field::validator)
          .allMatch(DeclaredTable::isSupported);
    }
    if (validator instanceof UnionOf union) {
      return union.members().stream().filter(ObjectOf.class::isInstance).count() <= 1
          && union.members().stream().allMatch(DeclaredTable::isSupported);
    }
    return true;
  }

  private static Map<String, Property> properties(ObjectOf object, SchemaTypes types) {
    Map<String, Property> properties = new TreeMap<>();
    object
        .fields()
        .forEach(
            (name, field) ->
                properties.put(
                    name, new Property(schema(field.validator(), types), field.optional())));
    return properties;
  }

  private static JsonNode schema(Validator validator, SchemaTypes types) {
    if (validator instanceof LiteralOf literal) {
      return scalar(kind(literal.value()), types);
    }
    if (validator instanceof IdOf id) {
      return types.id(id.table());
    }
    if (validator instanceof ArrayOf array) {
      return types.array(schema(array.items(), types));
    }
    if (validator instanceof RecordOf record) {
      return types.record(record.keys().text(), schema(record.values(), types));
    }
    if (validator instanceof ObjectOf object) {
      return types.object(properties(object, types));
    }
    if (validator instanceof UnionOf union) {
      List<JsonNode> variants =
          union.members().stream().map(member -> schema(member, types)).toList();
      return types.anyOf(variants);
    }
    return scalar((Scalar) validator, types);
  }

  private static ObjectNode scalar(Scalar scalar, SchemaTypes types) {
    return switch (scalar) {
      case NULL -> SchemaTypes.type("null");
      case FLOAT64 -> types.specialDouble();
      case INT64 -> types.integer();
      case BOOLEAN -> SchemaTypes.type("boolean");
      case STRING -> types.string();
      case BYTES -> types.bytes();
      case ANY -> types.any();
    };
  }

  private static Scalar kind(ConvexValue literal) {
    if (literal instanceof Float64Value) {
      return Scalar.FLOAT64;
    }
    if (literal instanceof Int64Value) {
      return Scalar.INT64;
    }
    return literal instanceof BooleanValue ? Scalar.BOOLEAN : Scalar.STRING;
  }
}
