package dev.convexairbyte.stub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.importing.RecordDecoder.Data;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.InvalidValueException;
import dev.convexairbyte.values.StrictJson;
import dev.convexairbyte.values.StrictTokens;
import dev.convexairbyte.values.ValueDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordDecoderTest {

  private static final List<String> KEYS =
      List.of(
          "a",
          "b",
          "_id",
          "$id",
          "source_id",
          "source_source_id",
          "café",
          "a b",
          "",
          "_",
          "$",
          "source_",
          "$integer",
          "_ab_cdc_deleted_at",
          "日本",
          "x\\u0000y");
  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-0.0",
          "1",
          "-1",
          "123456789",
          "1234567890",
          "-999999999",
          "9007199254740993",
          "12345678901234567890123",
          "1.5",
          "1e5",
          "1e-400",
          "18446744073709551615",
          "\"\"",
          "\"text\"",
          "\"é😀\"",
          "\"\\ud83d\\ude00\"");
  private static final List<String> BROKEN =
      List.of("1e999", "\"\\ud83d\"", "{\"\\udc00\":1}", "tru", "[1", "");

  /** The plain reading of the rules, step by step: parse, rename all, make values. */
  private static Object stepByStep(String json) {
    try {
      return ValueDecoder.decode(rename(StrictJson.parse(bytes(json))));
    } catch (InvalidJsonException e) {
      return "no JSON";
    } catch (InvalidIdentifierException e) {
      return InvalidValueException.Problem.INVALID_FIELD_NAME;
    } catch (InvalidValueException e) {
      return e.problem();
    }
  }

  private static JsonNode rename(JsonNode json) {
    if (json.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      json.forEach(item -> items.add(rename(item)));
      return items;
    }
    if (!json.isObject()) {
      return json;
    }
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    Map<String, String> names = Identifiers.fieldNames(keys);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    json.properties()
        .forEach(
            field -> object.set(names.getOrDefault(field.getKey(), ""), rename(field.getValue())));
    return object;
  }

  private static Object inOneGo(String json) {
    try {
      Data data =
          StrictTokens.read(bytes(json), (tokens, first) -> new RecordDecoder(tokens).read(first));
      ConvexValue value = data.value();
      return value == null ? data.problem() : value;
    } catch (InvalidJsonException e) {
      return "no JSON";
    }
  }

  @Test
  void readsWhatReadingStepByStepDoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      String json = value(random, 0);

      assertThat(inOneGo(json)).as("seed %d: %s", seed, json).isEqualTo(stepByStep(json));
    }
  }

  @Test
  void namesTheSameFaultAsReadingStepByStepDoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      String json = faulty(random, 0);

      assertThat(inOneGo(json))
          .as("seed %d: %s", seed, json.substring(0, Math.min(200, json.length())))
          .isEqualTo(stepByStep(json));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      LONG                        | TOO_MANY_ITEMS
      WIDE                        | TOO_MANY_FIELDS
      DEEP                        | TOO_NESTED
      BADNAME                     | INVALID_FIELD_NAME
      [LONG,BADNAME]              | INVALID_FIELD_NAME
      [DEEP,LONG]                 | TOO_NESTED
      {'a':LONG,'b':WIDE}         | TOO_MANY_ITEMS
      {'a':LONG,'b':BADNAME}      | INVALID_FIELD_NAME
      {'_id':LONG,'$id':WIDE}     | TOO_MANY_FIELDS
      {'_id':BADNAME,'$id':1}     | INVALID_FIELD_NAME
      {'a':LONG,'_id':WIDE,'a':DEEP} | TOO_NESTED
      """)
  void namesTheFaultThatCountsFirst(String json, String problem) {
    String whole = fill(json.replace('\'', '"'));

    assertThat(Objects.toString(inOneGo(whole))).isEqualTo(problem);
    assertThat(stepByStep(whole)).isEqualTo(inOneGo(whole));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {"{'_id':LONG,'$id':1}", "{'a':BADNAME,'a':1}", "{'a':LONG,'a':1}"})
  void doesNotMindFaultsInValuesThatAreNotKept(String json) {
    String whole = fill(json.replace('\'', '"'));

    assertThat(inOneGo(whole)).isInstanceOf(ConvexValue.class).isEqualTo(stepByStep(whole));
  }

  @Test
  void saysThatAValueOfMoreThan32MebibytesIsTooLarge() {
    String item = "[" + "0,".repeat(8191) + "0]";
    String fits = "[" + (item + ",").repeat(454) + item + "]";
    String larger = "[" + (item + ",").repeat(455) + item + "]";

    assertThat(inOneGo(fits)).isInstanceOf(ConvexValue.class);
    assertThat(inOneGo(larger)).isEqualTo(InvalidValueException.Problem.TOO_LARGE);
  }

  private static String value(Random random, int depth) {
    int kind = random.nextInt(depth > 4 ? 4 : 10);
    if (kind < 4) {
      return random.nextInt(200) == 0
          ? BROKEN.get(random.nextInt(BROKEN.size()))
          : SCALARS.get(random.nextInt(SCALARS.size()));
    }
    StringBuilder json = new StringBuilder(kind < 6 ? "[" : "{");
    int parts = random.nextInt(6);
    for (int i = 0; i < parts; i++) {
      json.append(i == 0 ? "" : ",");
      json.append(kind < 6 ? "" : "\"" + KEYS.get(random.nextInt(KEYS.size())) + "\":");
      json.append(value(random, depth + 1));
    }
    return json.append(kind < 6 ? "]" : "}").toString();
  }

  private static String faulty(Random random, int depth) {
    List<String> parts = List.of("LONG", "WIDE", "DEEP", "BADNAME", "1", "1");
    if (random.nextInt(depth == 0 ? 20 : 2) == 0) {
      return fill(parts.get(random.nextInt(parts.size())));
    }
    String[] names = {"a", "b", "_id", "$id", "a"};
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 3; i++) {
      json.append(i == 0 ? "" : ",").append('"').append(names[random.nextInt(5)]).append("\":");
      json.append(depth > 1 ? fill(parts.get(random.nextInt(6))) : faulty(random, depth + 1));
    }
    return json.append('}').toString();
  }

  private static String fill(String json) {
    StringBuilder wide = new StringBuilder("{");
    for (int i = 0; i < 1025; i++) {
      wide.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":1");
    }
    return json.replace("LONG", "[" + "1,".repeat(8192) + "1]")
        .replace("WIDE", wide.append('}'))
        .replace("DEEP", "[".repeat(65) + "]".repeat(65))
        .replace("BADNAME", "{\"" + "n".repeat(1025) + "\":1}");
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
