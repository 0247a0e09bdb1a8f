package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.InvalidValueException.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

  /** The cases in which the backend differs from the JavaScript client that made the table. */
  private static final Map<String, String> RUST_DIFFERS =
      Map.of(
          "{\"$float\":\"AAAAAAAAAAA=\"}", "number:0",
          "{\"$commitTs\":null}", "error",
          "1e400", "error",
          "{\"__proto__\":1}", "{\"__proto__\":\"number:1\"}",
          "12345678901234567890", "number:12345678901234567168");

  /** What the JavaScript client wrote, as values. */
  private static final Map<String, ConvexValue> ENCODED =
      Map.ofEntries(
          Map.entry("null", new NullValue()),
          Map.entry("true", new ConvexValue.BooleanValue(true)),
          Map.entry("-0", new Float64Value(-0.0)),
          Map.entry("NaN", new Float64Value(Double.NaN)),
          Map.entry("Infinity", new Float64Value(Double.POSITIVE_INFINITY)),
          Map.entry("-Infinity", new Float64Value(Double.NEGATIVE_INFINITY)),
          Map.entry("1.5", new Float64Value(1.5)),
          Map.entry("5e-324", new Float64Value(Double.MIN_VALUE)),
          Map.entry("0n", new Int64Value(0)),
          Map.entry("1n", new Int64Value(1)),
          Map.entry("-1n", new Int64Value(-1)),
          Map.entry("2n**63n-1n", new Int64Value(Long.MAX_VALUE)),
          Map.entry("-(2n**63n)", new Int64Value(Long.MIN_VALUE)),
          Map.entry("'a'", new StringValue("a")),
          Map.entry("ArrayBuffer(0)", new BytesValue(new byte[0])),
          Map.entry("bytes 01 02", new BytesValue(new byte[] {1, 2})),
          Map.entry("[]", new ArrayValue(List.of())),
          Map.entry(
              "[1n,NaN]", new ArrayValue(List.of(new Int64Value(1), new Float64Value(Double.NaN)))),
          Map.entry("{}", ObjectValue.of(Map.of())),
          Map.entry("{_id:'x'}", ObjectValue.of(Map.of("_id", new StringValue("x")))));

  /** Numbers, which the client writes without a point, and what holds them. */
  private static final Map<String, ConvexValue> ENCODED_ALIKE =
      Map.of(
          "0", new Float64Value(0),
          "2**53", new Float64Value(9007199254740992.0),
          "1e21", new Float64Value(1e21),
          "{b:1,a:2}", ObjectValue.of(Map.of("b", new Float64Value(1), "a", new Float64Value(2))),
          "{'':1}", ObjectValue.of(Map.of("", new Float64Value(1))));

  private static final Map<String, ConvexValue> REFUSED =
      Map.of(
          "{$a:1}", ObjectValue.of(Map.of("$a", new Float64Value(1))),
          "{é:1}", ObjectValue.of(Map.of("é", new Float64Value(1))));

  /** What only JavaScript has; half a surrogate pair is in no JSON that is read here. */
  private static final Set<String> JAVASCRIPT_ONLY =
      Set.of(
          "2n**63n",
          "-(2n**63n)-1n",
          "lone surrogate",
          "Uint8Array",
          "{a:undefined}",
          "[undefined]",
          "undefined",
          "Date",
          "Map",
          "Set",
          "function",
          "symbol",
          "Object.create(null)",
          "class instance");

  static Stream<JsonNode> decodeCases() {
    return cases("decode").filter(test -> !test.get("json").textValue().startsWith("field "));
  }

  static Stream<JsonNode> sizeCases() {
    return cases("size");
  }

  static Stream<Arguments> encodeCases() {
    return cases("encode")
        .filter(test -> ENCODED.containsKey(test.get("expr").textValue()))
        .map(
            test ->
                Arguments.of(
                    ENCODED.get(test.get("expr").textValue()), test.get("json").textValue()));
  }

  @ParameterizedTest
  @MethodSource("decodeCases")
  void decodesAsTheBackendDoes(JsonNode test) {
    String json = test.get("json").textValue();
    String expected =
        RUST_DIFFERS.getOrDefault(json, test.has("error") ? "error" : rendered(test.get("value")));

    assertThat(decodeOrError(json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("encodeCases")
  void encodesAsTheJavaScriptClientDoes(ConvexValue value, String json) {
    assertThat(encode(value, ValueFormat.ENCODED)).isEqualTo(json);
  }

  @Test
  void readsWhatTheJavaScriptClientWritesAndRefusesWhatItRefuses() {
    Set<String> seen = new HashSet<>();
    cases("encode")
        .forEach(
            test -> {
              String expression = test.get("expr").textValue();
              seen.add(expression);
              ConvexValue alike = ENCODED_ALIKE.get(expression);
              if (alike != null) {
                assertThat(decode(test.get("json").textValue())).isEqualTo(alike);
                assertThat(decode(encode(alike, ValueFormat.ENCODED))).isEqualTo(alike);
              }
              ConvexValue refused = REFUSED.get(expression);
              if (refused != null) {
                assertThat(test.has("error")).isTrue();
                assertThatThrownBy(() -> ValueRules.require(refused))
                    .isInstanceOf(InvalidValueException.class);
              }
            });

    Set<String> known = new HashSet<>(JAVASCRIPT_ONLY);
    known.addAll(ENCODED.keySet());
    known.addAll(ENCODED_ALIKE.keySet());
    known.addAll(REFUSED.keySet());
    assertThat(known).as("every case of the table").isEqualTo(seen);
  }

  static Stream<JsonNode> documentSizeCases() {
    return sizeCases().filter(test -> test.has("documentSize"));
  }

  @ParameterizedTest
  @MethodSource("documentSizeCases")
  void countsTheSystemFieldsOfADocument(JsonNode test) {
    ObjectValue document =
        ((ObjectValue) decode(test.get("json").textValue()))
            .with(
                ObjectValue.of(
                    Map.of(
                        "_id", new StringValue("x".repeat(32)),
                        "_creationTime", new Float64Value(0))));

    assertThat(document.size()).isEqualTo(test.get("documentSize").intValue());
  }

  @ParameterizedTest
  @MethodSource("sizeCases")
  void countsBytesAsTheJavaScriptClientDoes(JsonNode test) {
    assertThat(decode(test.get("json").textValue()).size()).isEqualTo(test.get("size").intValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      null                              | null     | null                       | null
      {"$integer":"BQAAAAAAAAA="}       | "5"      | {"$integer":"BQAAAAAAAAA="} | 5
      {"$integer":"//////////8="}       | "-1"     | {"$integer":"//////////8="} | -1
      {"$integer":"/////////38="}       | "9223372036854775807" | {"$integer":"/////////38="} | 9223372036854775807
      3                                 | 3.0      | 3.0                        | 3.0
      0.1                               | 0.1      | 0.1                        | 0.1
      1e16                              | 1e16     | 1e16                       | 1e16
      1E+300                            | 1e300    | 1e300                      | 1e300
      -0                                | -0.0     | {"$float":"AAAAAAAAAIA="}  | -0.0
      -0.0                              | -0.0     | {"$float":"AAAAAAAAAIA="}  | -0.0
      {"$float":"AAAAAAAA+H8="}         | "NaN"    | {"$float":"AAAAAAAA+H8="}  | {"$float":"AAAAAAAA+H8="}
      {"$float":"AQAAAAAA+P8="}         | "NaN"    | {"$float":"AQAAAAAA+P8="}  | {"$float":"AQAAAAAA+P8="}
      {"$float":"AAAAAAAA8H8="}         | "Infinity" | {"$float":"AAAAAAAA8H8="} | {"$float":"AAAAAAAA8H8="}
      {"$float":"AAAAAAAA8P8="}         | "-Infinity" | {"$float":"AAAAAAAA8P8="} | {"$float":"AAAAAAAA8P8="}
      true                              | true     | true                       | true
      "abc"                             | "abc"    | "abc"                      | "abc"
      {"$bytes":"ABCD"}                 | "ABCD"   | {"$bytes":"ABCD"}          | {"$bytes":"ABCD"}
      [1,{"b":2,"B":{"_":3}}]           | [1.0,{"B":{"_":3.0},"b":2.0}] | [1.0,{"B":{"_":3.0},"b":2.0}] | [1.0,{"B":{"_":3.0},"b":2.0}]
      """)
  void writesTheThreeFormats(String input, String clean, String encoded, String export) {
    ConvexValue value = decode(input);

    assertThat(encode(value, ValueFormat.CLEAN)).isEqualTo(clean);
    assertThat(encode(value, ValueFormat.ENCODED)).isEqualTo(encoded);
    assertThat(encode(value, ValueFormat.EXPORT)).isEqualTo(export);
  }

  @ParameterizedTest
  @CsvSource({
    "json,CLEAN",
    "convex_clean_json,CLEAN",
    "convex_encoded_json,ENCODED",
    "convex_json,ENCODED",
    "export_json,EXPORT"
  })
  void knowsTheFiveFormatNames(String name, ValueFormat format) {
    assertThat(ValueFormat.named(name)).contains(format);
    assertThat(ValueFormat.named(name + "x")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Problem.class,
      names = {"TOO_MANY_FIELDS", "TOO_MANY_ITEMS", "TOO_NESTED", "TOO_LARGE"})
  void takesValuesUpToTheLimitsAndNoFurther(Problem limit) {
    assertThat(decode(jsonAt(limit, 0))).isNotNull();
    assertThatThrownBy(() -> decode(jsonAt(limit, 1)))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.problem()).isEqualTo(limit));
  }

  @Test
  void takesFieldNamesOfUpTo1024Characters() {
    assertThat(decode("{\"" + "a".repeat(1024) + "\":1}").size()).isEqualTo(2 + 1024 + 1 + 9);
    assertThatThrownBy(() -> decode("{\"" + "a".repeat(1025) + "\":1}"))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      1 | 0
      {"$integer":"BQAAAAAAAAA="} | 0
      [] | 1
      {} | 1
      {"a":[1,[2]],"b":3} | 3
      """)
  void measuresNesting(String json, int nesting) {
    assertThat(decode(json).nesting()).isEqualTo(nesting);
  }

  @Test
  void tellsValuesApartThatTheBackendTellsApart() {
    assertThat(new Float64Value(0.0)).isNotEqualTo(new Float64Value(-0.0));
    assertThat(new Float64Value(1)).isNotEqualTo(new Int64Value(1));
    assertThat(new Float64Value(Double.NaN)).isEqualTo(new Float64Value(Double.NaN));
    assertThat(new BytesValue(new byte[] {1})).isEqualTo(new BytesValue(new byte[] {1}));
    assertThat(new BytesValue(new byte[] {1})).isNotEqualTo(new BytesValue(new byte[] {2}));
  }

  /** JSON that just keeps a limit, or breaks it by {@code beyond}. */
  private static String jsonAt(Problem limit, int beyond) {
    return switch (limit) {
      case TOO_MANY_FIELDS -> {
        StringBuilder object = new StringBuilder("{\"f\":1");
        for (int i = 1; i < 1024 + beyond; i++) {
          object.append(",\"f").append(i).append("\":1");
        }
        yield object.append('}').toString();
      }
      case TOO_MANY_ITEMS -> "[" + String.join(",", Collections.nCopies(8192 + beyond, "1")) + "]";
      case TOO_NESTED -> "[".repeat(64 + beyond) + "]".repeat(64 + beyond);
      case TOO_LARGE -> "\"" + "x".repeat((1 << 25) - 2 + beyond) + "\"";
      case INVALID_FIELD_NAME, NUMBER_OUT_OF_RANGE, MALFORMED_ENCODING ->
          throw new IllegalArgumentException("not a limit");
    };
  }

  private static Stream<JsonNode> cases(String part) {
    JsonNode table = Oracle.json("values-oracle.json").get(part);
    return StreamSupport.stream(table.spliterator(), false);
  }

  private static ConvexValue decode(String json) {
    return ValueDecoder.decode(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String decodeOrError(String json) {
    try {
      return describe(decode(json));
    } catch (InvalidValueException | InvalidJsonException e) {
      return "error";
    }
  }

  /** The oracle's way to write a value down. */
  private static String describe(ConvexValue value) {
    if (value instanceof Int64Value integer) {
      return "bigint:" + integer.value();
    }
    if (value instanceof Float64Value number) {
      return "number:" + javaScript(number.value());
    }
    if (value instanceof StringValue text) {
      return "string:" + text.value();
    }
    if (value instanceof BytesValue bytes) {
      StringBuilder hex = new StringBuilder("bytes:");
      for (byte next : bytes.toByteArray()) {
        hex.append("%02x".formatted(next));
      }
      return hex.toString();
    }
    if (value instanceof ArrayValue array) {
      return array.items().stream()
          .map(ValueCodecTest::quoted)
          .toList()
          .toString()
          .replace(" ", "");
    }
    if (value instanceof ObjectValue object) {
      return object.fields().entrySet().stream()
          .map(field -> "\"" + field.getKey() + "\":" + quoted(field.getValue()))
          .toList()
          .toString()
          .replace('[', '{')
          .replace(']', '}');
    }
    if (value instanceof ConvexValue.BooleanValue bool) {
      return "boolean:" + bool.value();
    }
    return "null";
  }

  private static String quoted(ConvexValue value) {
    String text = describe(value);
    return value.nesting() > 0 ? text : "\"" + text + "\"";
  }

  private static String rendered(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private static String javaScript(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e20) {
      return 1 / number == Double.NEGATIVE_INFINITY
          ? "-0"
          : new java.math.BigDecimal(number).toPlainString();
    }
    return Double.toString(number);
  }

  private static String encode(ConvexValue value, ValueFormat format) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new ValueEncoder(json, format).write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
