package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

  static Stream<JsonNode> cases() {
    return stream(Oracle.json("identifier-oracle.json").get("cases"));
  }

  static Stream<JsonNode> objects() {
    return stream(Oracle.json("identifier-oracle.json").get("objects"));
  }

  /** Random strings and what slugify 0.1.0 over unidecode 0.3.0 made of them. */
  static Stream<String> slugs() {
    return Oracle.lines("slugs.tsv");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesTablesAndFieldsAsTheBackendDoes(JsonNode expected) {
    String name = expected.get("in").textValue();

    assertThat(orNull(Identifiers::tableName, name)).isEqualTo(expected.get("table").textValue());
    assertThat(orNull(Identifiers::fieldName, name)).isEqualTo(expected.get("field").textValue());
  }

  @ParameterizedTest
  @MethodSource("objects")
  void keepsTheKeysOfAnObjectApartAsTheBackendDoes(JsonNode expected) {
    List<String> keys = stream(expected.get("keys")).map(JsonNode::textValue).toList();

    if (expected.get("outFromIn").isNull()) {
      assertThatThrownBy(() -> Identifiers.fieldNames(keys))
          .isInstanceOf(InvalidIdentifierException.class);
      return;
    }
    Map<String, String> keyByName = new LinkedHashMap<>();
    Identifiers.fieldNames(keys).forEach((key, name) -> keyByName.put(name, key));
    Map<String, String> expectedKeyByName = new LinkedHashMap<>();
    expected
        .get("outFromIn")
        .properties()
        .forEach(entry -> expectedKeyByName.put(entry.getKey(), entry.getValue().textValue()));
    assertThat(keyByName).isEqualTo(expectedKeyByName);
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void slugsRandomTextAsTheRealCratesDo(String line) {
    String[] columns = line.split("\t", -1);
    StringBuilder text = new StringBuilder();
    Arrays.stream(columns[0].split(" ")).forEach(hex -> text.appendCodePoint(hex(hex)));

    assertThat(Slug.of(text.toString())).isEqualTo(columns[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "a\u0080b,aeurb",
    "a\u007fb,a_b",
    "\u2122,tm",
    "\u2116,''",
    "a\u3400b,a_b",
    "a\u20b1b,a_b"
  })
  void correctsTheCharactersThatTheLibraryHasOtherwise(String text, String slug) {
    assertThat(Slug.of(text)).isEqualTo(slug);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_a", "A1_", "__x"})
  void takesIdentifiers(String name) {
    assertThat(Identifiers.isIdentifier(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_", "__", "1a", "a-b", "a b", "a.b", "é", "$a"})
  void refusesWhatIsNoIdentifier(String name) {
    assertThat(Identifiers.isIdentifier(name)).isFalse();
  }

  @Test
  void refusesIdentifiersOfMoreThan64Characters() {
    assertThat(Identifiers.isIdentifier("a".repeat(64))).isTrue();
    assertThat(Identifiers.isIdentifier("a".repeat(65))).isFalse();
  }

  private static int hex(String digits) {
    return Integer.parseInt(digits, 16);
  }

  private static @Nullable String orNull(UnaryOperator<String> rename, String name) {
    try {
      return rename.apply(name);
    } catch (InvalidIdentifierException e) {
      return null;
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
