package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.NullValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedFieldsTest {

  private static final ConvexValue YES = new BooleanValue(true);

  @Test
  void bringsNamesIntoAscendingOrder() {
    Map<String, ConvexValue> given = new TreeMap<>(Comparator.reverseOrder());
    given.putAll(Map.of("a", YES, "_id", YES, "B", YES, "", YES));

    assertThat(SortedFields.copyOf(given).keySet()).containsExactly("", "B", "_id", "a");
  }

  @Test
  void findsWhatIsThereAndNothingElse() {
    Map<String, ConvexValue> fields = SortedFields.copyOf(Map.of("a", YES, "c", new NullValue()));

    assertThat(fields).hasSize(2).containsEntry("a", YES).containsEntry("c", new NullValue());
    assertThat(fields.containsKey("b")).isFalse();
    assertThat(fields.get("")).isNull();
    assertThat(fields.get("d")).isNull();
  }

  @Test
  void equalsAnyMapOfTheSameFields() {
    Map<String, ConvexValue> given = new HashMap<>(Map.of("a", YES, "b", YES));
    Map<String, ConvexValue> fields = SortedFields.copyOf(given);

    assertThat(fields).isEqualTo(given).hasSameHashCodeAs(given);
    assertThat(given).isEqualTo(fields);
    given.put("c", YES);
    assertThat(fields).isNotEqualTo(given);
  }

  @Test
  void staysAsItWas() {
    Map<String, ConvexValue> given = new LinkedHashMap<>(Map.of("a", YES));
    Map<String, ConvexValue> fields = SortedFields.copyOf(given);
    given.clear();

    assertThat(fields).containsOnlyKeys("a");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> fields.put("b", YES));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> fields.entrySet().iterator().next().setValue(new NullValue()));
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(fields::clear);
  }
}
