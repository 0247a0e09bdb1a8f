package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.InvalidValueException.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueRulesTest {

  private static final ConvexValue NULL = new NullValue();

  private static void requireProblem(ConvexValue value, Problem problem) {
    assertThatThrownBy(() -> ValueRules.require(value))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private static ArrayValue items(int count) {
    return new ArrayValue(Collections.nCopies(count, NULL));
  }

  private static ObjectValue fields(int count) {
    Map<String, ConvexValue> fields = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      fields.put("f" + i, NULL);
    }
    return ObjectValue.of(fields);
  }

  private static ConvexValue nested(int depth) {
    return depth == 0 ? NULL : new ArrayValue(List.of(nested(depth - 1)));
  }

  @Test
  void holdsTheLimitsOfDecodedValuesAgainstValuesMadeInJava() {
    assertThatCode(() -> ValueRules.require(items(8192))).doesNotThrowAnyException();
    assertThatCode(() -> ValueRules.require(fields(1024))).doesNotThrowAnyException();
    assertThatCode(() -> ValueRules.require(nested(64))).doesNotThrowAnyException();

    requireProblem(items(8193), Problem.TOO_MANY_ITEMS);
    requireProblem(fields(1025), Problem.TOO_MANY_FIELDS);
    requireProblem(nested(65), Problem.TOO_NESTED);
    requireProblem(new StringValue("x".repeat((1 << 25) - 1)), Problem.TOO_LARGE);
  }

  @Test
  void wantsNamesThatFieldsCanHaveAtEveryDepth() {
    ObjectValue odd = ObjectValue.of(Map.of("$a", NULL));

    requireProblem(odd, Problem.INVALID_FIELD_NAME);
    requireProblem(new ArrayValue(List.of(odd)), Problem.INVALID_FIELD_NAME);
  }
}
