package dev.convexairbyte.stub.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plain JSON as Convex values; names that no field can have are left out. */
final class ClaimValues {

  private ClaimValues() {}

  static ConvexValue of(JsonNode json) {
    if (json.isTextual()) {
      return new StringValue(json.textValue());
    }
    if (json.isBoolean()) {
      return new BooleanValue(json.booleanValue());
    }
    if (json.isNumber()) {
      return new Float64Value(json.doubleValue());
    }
    if (json.isArray()) {
      List<ConvexValue> items = new ArrayList<>(json.size());
      json.forEach(item -> items.add(of(item)));
      return new ArrayValue(items);
    }
    if (json.isObject()) {
      Map<String, ConvexValue> fields = new TreeMap<>();
      json.properties()
          .forEach(
              field -> {
                if (Identifiers.isFieldName(field.getKey())) {
                  fields.put(field.getKey(), of(field.getValue()));
                }
              });
      return ObjectValue.of(fields);
    }
    return Values.NULL;
  }
}
