package dev.convexairbyte.stub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.schema.Validator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VTest {

  static Stream<Arguments> validators() {
    return Stream.of(
        Arguments.of(V.any(), "v.any()"),
        Arguments.of(V.nothing(), "v.null()"),
        Arguments.of(V.bool(), "v.boolean()"),
        Arguments.of(V.number(), "v.float64()"),
        Arguments.of(V.int64(), "v.int64()"),
        Arguments.of(V.string(), "v.string()"),
        Arguments.of(V.bytes(), "v.bytes()"),
        Arguments.of(V.id("users"), "v.id(\"users\")"),
        Arguments.of(V.literal("a"), "v.literal(\"a\")"),
        Arguments.of(V.literal(5L), "v.literal(<bigint>)"),
        Arguments.of(V.array(V.string()), "v.array(v.string())"),
        Arguments.of(V.record(V.string(), V.any()), "v.record(v.string(), v.any())"),
        Arguments.of(V.union(V.string(), V.nothing()), "v.union(v.string(), v.null())"),
        Arguments.of(
            V.object("b", V.string(), "a", V.optional(V.number())),
            "v.object({a: v.optional(v.float64()), b: v.string()})"),
        Arguments.of(V.object(), "v.object({})"));
  }

  @ParameterizedTest
  @MethodSource("validators")
  void makesWhatConvexCallsThem(Validator validator, String text) {
    assertThat(validator.text()).isEqualTo(text);
  }

  @Test
  void wantsPairsOfNamesAndValidators() {
    assertThatIllegalArgumentException().isThrownBy(() -> V.object("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> V.object("a", "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> V.object(V.string(), "a"));
  }
}
