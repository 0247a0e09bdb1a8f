package dev.convexairbyte.stub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void makesAValueOfEveryTypeThatConvexHas() {
    assertThat(Values.of(null)).isEqualTo(Values.NULL);
    assertThat(Values.of("a")).isEqualTo(new StringValue("a"));
    assertThat(Values.of(true)).isEqualTo(new ConvexValue.BooleanValue(true));
    assertThat(Values.of(1)).isEqualTo(new Float64Value(1));
    assertThat(Values.of(1.5f)).isEqualTo(new Float64Value(1.5));
    assertThat(Values.of(1L)).isEqualTo(new Int64Value(1));
    assertThat(Values.of(new byte[] {1})).isEqualTo(new BytesValue(new byte[] {1}));
    assertThat(Values.of(Optional.of("a"))).isEqualTo(new StringValue("a"));
    assertThat(Values.of(Optional.empty())).isEqualTo(Values.NULL);
    assertThat(Values.of(Map.of("a", List.of(1))))
        .isEqualTo(Values.object("a", Values.array(List.of(1))));
  }

  @Test
  void refusesWhatConvexHasNoTypeFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Values.of(BigInteger.ONE))
        .withMessageContaining("there is none for a BigInteger");
    assertThatIllegalArgumentException().isThrownBy(() -> Values.of(new Object()));
    assertThatIllegalArgumentException().isThrownBy(() -> Values.of(Map.of(1, 2)));
    assertThatIllegalArgumentException().isThrownBy(() -> Values.object("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> Values.object(1, 2));
  }

  @Test
  void readsFieldsByTheirType() {
    ObjectValue object =
        Values.object("_id", "x", "text", "a", "number", 1.5, "big", 7L, "flag", true);

    assertThat(Values.id(object)).isEqualTo("x");
    assertThat(Values.string(object, "text")).isEqualTo("a");
    assertThat(Values.number(object, "number")).isEqualTo(1.5);
    assertThat(Values.int64(object, "big")).isEqualTo(7);
    assertThat(Values.flag(object, "flag")).isTrue();
    assertThat(Values.given(object, "none")).isEmpty();
  }

  @Test
  void namesTheFieldThatIsMissingOrOfAnotherType() {
    ObjectValue object = Values.object("text", "a");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Values.string(object, "none"))
        .withMessage("Tried to read the field none but failed because it is missing; give it.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Values.number(object, "text"))
        .withMessage("Tried to read the field text but failed because it is no number; give one.");
    assertThatIllegalArgumentException().isThrownBy(() -> Values.int64(object, "text"));
    assertThatIllegalArgumentException().isThrownBy(() -> Values.flag(object, "text"));
  }
}
