package dev.convexairbyte.stub.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

  @Test
  void findsANameInAnyCase() {
    Headers headers = Headers.of(Map.of("Content-Type", "text/css"));

    assertThat(headers.get("content-TYPE")).hasValue("text/css");
    assertThat(headers.has("CONTENT-TYPE")).isTrue();
    assertThat(headers.get("Accept")).isEmpty();
    assertThat(headers.has("Accept")).isFalse();
  }

  @Test
  void keepsSeveralValuesInOrder() {
    Headers headers = Headers.of().withAdded("Set-Cookie", "a=1").withAdded("set-cookie", "b=2");

    assertThat(headers.getAll("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(headers.get("Set-Cookie")).hasValue("a=1, b=2");
  }

  @Test
  void replacesAllValuesOrNone() {
    Headers two = Headers.of().withAdded("vary", "a").withAdded("vary", "b").with("x", "1");

    assertThat(two.with("Vary", "c").getAll("vary")).containsExactly("c");
    assertThat(two.without("VARY").all()).containsExactly(new Headers.Header("x", "1"));
    assertThat(two.getAll("vary")).containsExactly("a", "b");
  }

  @Test
  void stripsSpacesAroundAValue() {
    assertThat(Headers.of(Map.of("x", " a b\t")).get("x")).hasValue("a b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "é"})
  void refusesNamesThatHttpDoesNotAllow(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Headers.of().with(name, "x"))
        .withMessageContaining("its name is empty or has a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\u0000b", "日本"})
  void refusesValuesThatWouldBreakTheResponseAndDoesNotRepeatThem(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Headers.of().with("x-secret", value))
        .withMessageContaining("x-secret")
        .withMessageNotContaining(value);
  }

  @Test
  void showsNamesOnly() {
    assertThat(Headers.of(Map.of("Authorization", "Bearer secret")))
        .hasToString("Headers[authorization]");
  }
}
