package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "[1,]",
        "{'a':1}",
        "NaN",
        "01",
        "1e999",
        "-1e999",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "{\"\\ud800\":1}",
        "// x\n1"
      })
  void refusesWhatTheBackendRefuses(String json) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] bytes = {'"', (byte) 0xC3, '"'};

    assertThatThrownBy(() -> StrictJson.parse(bytes))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void keepsTheSignOfMinusZero() {
    assertThat(1 / parse("-0").doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void readsIntegersOfAnyLength() {
    assertThat(parse("9223372036854775807").longValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(parse("18446744073709551615").isIntegralNumber()).isTrue();
    assertThat(parse("18446744073709551616").isIntegralNumber()).isFalse();
    assertThat(parse("9".repeat(300)).doubleValue()).isEqualTo(1e300);
  }

  @Test
  void takesSurrogatePairs() {
    assertThat(parse("\"\\ud83d\\ude00\"").textValue()).isEqualTo("😀");
  }

  @Test
  void keepsTheLaterOfTwoEqualKeysInTheEarlierPlace() {
    assertThat(parse("{\"a\":1,\"b\":2,\"a\":3}").toString()).isEqualTo("{\"a\":3,\"b\":2}");
  }

  @Test
  void tellsWhichObjectHadANameTwice() {
    byte[] json =
        "{'a':{'b':1},'c':{'b':1,'b':null},'d':[{'b':2,'b':2,'e':3}]}"
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);

    StrictTokens.read(
        json,
        (tokens, first) -> {
          JsonNode tree = tokens.tree(first);
          RepeatedNames repeated = tokens.repeated();
          assertThat(repeated.has(tree, "b")).isFalse();
          assertThat(repeated.has(tree.get("a"), "b")).isFalse();
          assertThat(repeated.has(tree.get("c"), "b")).isTrue();
          assertThat(repeated.has(tree.at("/d/0"), "b")).isTrue();
          assertThat(repeated.has(tree.at("/d/0"), "e")).isFalse();
          return tree;
        });
  }

  @Test
  void takes127LevelsAndNo128() {
    assertThat(parse("[".repeat(127) + "]".repeat(127)).isArray()).isTrue();
    assertThatThrownBy(() -> parse("[".repeat(128) + "]".repeat(128)))
        .isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void namesThePlaceAndNotTheContent() {
    assertThatThrownBy(() -> parse("{\"a\":1,\n \"secret\" \"hidden\"}"))
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("hidden");
  }

  private static JsonNode parse(String json) {
    return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
