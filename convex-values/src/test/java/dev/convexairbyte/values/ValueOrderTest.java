package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueOrderTest {

  /** The oracle's values but undefined, which no document has. */
  private static List<ConvexValue> ascending() {
    List<ConvexValue> values = new ArrayList<>();
    for (JsonNode described : Oracle.json("values-oracle.json").at("/compare/ascending")) {
      if (!described.asText().equals("undefined")) {
        values.add(value(described));
      }
    }
    return values;
  }

  private static ConvexValue value(JsonNode described) {
    if (described.isArray()) {
      List<ConvexValue> items = new ArrayList<>();
      described.forEach(item -> items.add(value(item)));
      return new ArrayValue(items);
    }
    if (described.isObject()) {
      Map<String, ConvexValue> fields = new TreeMap<>();
      described.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
      return ObjectValue.of(fields);
    }
    String[] typeAndText = described.asText().split(":", 2);
    return switch (typeAndText[0]) {
      case "null" -> new NullValue();
      case "bigint" -> new Int64Value(Long.parseLong(typeAndText[1]));
      case "number" -> new Float64Value(Double.parseDouble(typeAndText[1]));
      case "boolean" -> new BooleanValue(Boolean.parseBoolean(typeAndText[1]));
      case "string" -> new StringValue(typeAndText[1]);
      case "bytes" -> new BytesValue(HexFormat.of().parseHex(typeAndText[1]));
      default -> throw new IllegalArgumentException(typeAndText[0]);
    };
  }

  @Test
  void sortsAsTheJavaScriptClientDoes() {
    List<ConvexValue> values = ascending();

    assertThat(values).hasSizeGreaterThan(30);
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < values.size(); j++) {
        assertThat(Integer.signum(ValueOrder.INSTANCE.compare(values.get(i), values.get(j))))
            .as("%s and %s", values.get(i), values.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void putsWhatIsMissingFirst() {
    Optional<ConvexValue> missing = Optional.empty();
    Optional<ConvexValue> nothing = Optional.of(new NullValue());
    Optional<ConvexValue> one = Optional.of(new Float64Value(1));
    List<Optional<ConvexValue>> values = new ArrayList<>(List.of(one, nothing, missing));

    values.sort(ValueOrder::compareMissingFirst);

    assertThat(values).containsExactly(missing, nothing, one);
    assertThat(ValueOrder.compareMissingFirst(missing, missing)).isZero();
  }
}
