package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectValueTest {

  private static final String[] NAMES = {"", "_id", "a", "b", "c", "d", "e"};

  @Test
  void holdsItsFieldsAsATreeWould() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      NavigableMap<String, ConvexValue> tree = fields(random);
      Map<String, ConvexValue> fields = new ObjectValue(tree).fields();
      String name = NAMES[random.nextInt(NAMES.length)];

      assertThat(fields).as("seed %d", seed).isEqualTo(tree).hasSameHashCodeAs(tree);
      assertThat(fields.entrySet()).containsExactlyElementsOf(tree.entrySet());
      assertThat(fields.keySet()).containsExactlyElementsOf(tree.keySet());
      assertThat(fields.get(name)).isEqualTo(tree.get(name));
      assertThat(fields.containsKey(name)).isEqualTo(tree.containsKey(name));
      assertThat(new TreeMap<>(fields)).isEqualTo(tree);
    }
  }

  @Test
  void takesTheOthersValueWhereBothHaveAName() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      NavigableMap<String, ConvexValue> own = fields(random);
      NavigableMap<String, ConvexValue> others = fields(random);
      Map<String, ConvexValue> both = new TreeMap<>(own);
      both.putAll(others);

      assertThat(new ObjectValue(own).with(new ObjectValue(others)))
          .as("seed %d", seed)
          .isEqualTo(ObjectValue.of(both));
    }
  }

  @Test
  void cannotBeChanged() {
    NavigableMap<String, ConvexValue> source = new TreeMap<>(Map.of("a", new Float64Value(1)));
    ObjectValue object = new ObjectValue(source);
    source.clear();

    assertThat(object.fields()).hasSize(1);
    assertThatThrownBy(() -> object.fields().put("a", new Float64Value(2)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> object.fields().remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void sortsWhatIsSortedOtherwise() {
    NavigableMap<String, ConvexValue> fields =
        new TreeMap<String, ConvexValue>(Map.of("a", new Float64Value(1), "b", new Float64Value(2)))
            .descendingMap();

    assertThat(new ObjectValue(fields).fields().keySet()).containsExactly("a", "b");
  }

  @Test
  void wantsNamesThatAscend() {
    ConvexValue[] values = {new Float64Value(1), new Float64Value(2)};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectValue.ofSorted(new String[] {"b", "a"}, values));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectValue.ofSorted(new String[] {"a", "a"}, values));
  }

  @Test
  void hashesWholeNumbersApart() {
    long hashes =
        IntStream.range(0, 100_000)
            .map(i -> new Float64Value(i).hashCode() & 0xFFFFF)
            .distinct()
            .count();

    assertThat(hashes).isGreaterThan(90_000);
    assertThat(new Float64Value(Double.NaN))
        .hasSameHashCodeAs(new Float64Value(Double.longBitsToDouble(0x7ff8000000000001L)));
  }

  private static NavigableMap<String, ConvexValue> fields(Random random) {
    NavigableMap<String, ConvexValue> fields = new TreeMap<>();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        fields.put(name, new Float64Value(random.nextInt()));
      }
    }
    return fields;
  }
}
