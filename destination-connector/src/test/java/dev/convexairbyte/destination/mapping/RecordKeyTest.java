package dev.convexairbyte.destination.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.destination.config.LargeIntegers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys against the stub: two records have one key exactly if they are one row of its table. */
class RecordKeyTest {

  private final StubJudge judge = new StubJudge();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest(name = "{0}: {2} and {3}")
  @CsvFileSource(resources = "keys.csv", delimiter = '|', quoteCharacter = '\'', numLinesToSkip = 1)
  void equalsAnotherKeyExactlyIfBothAreOneRow(
      String what, String largeIntegers, String one, String other, boolean isSame) {
    LargeIntegers setting = LargeIntegers.valueOf(largeIntegers.toUpperCase(Locale.ROOT));
    MappedRecord first = map("_k", setting, "{\"_k\":%s,\"n\":1}".formatted(one));
    MappedRecord second = map("_k", setting, "{\"n\":2,\"_k\":%s}".formatted(other));

    assertThat(isOneRow("_k", first, second)).as("the stub on %s", what).isEqualTo(isSame);
    assertThat(Objects.equals(first.key(), second.key())).as(what).isEqualTo(isSame);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tellsRandomKeysApartAsTheStubDoes(long seed) {
    Random random = new Random(seed);
    RandomRecords values = new RandomRecords(random, 0);
    int same = 0;
    for (int round = 0; round < 60; round++) {
      LargeIntegers setting = random.nextBoolean() ? LargeIntegers.STRING : LargeIntegers.ROUND;
      List<MappedRecord> records = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      String shared = values.storable();
      for (int record = 0; record < 4; record++) {
        String id = random.nextBoolean() ? shared : values.storable();
        String text =
            "{\"id\":%s,\"part\":{\"no\":%s}}".formatted(id, random.nextBoolean() ? "0" : "0.0");
        texts.add(text);
        records.add(map("id+part.no", setting, text));
      }
      for (int one = 0; one < 4; one++) {
        for (int other = one + 1; other < 4; other++) {
          boolean isOneRow = isOneRow("id+part.no", records.get(one), records.get(other));

          assertThat(Objects.equals(records.get(one).key(), records.get(other).key()))
              .as("seed %d, %s: %s and %s", seed, setting, texts.get(one), texts.get(other))
              .isEqualTo(isOneRow);
          same += isOneRow ? 1 : 0;
        }
      }
    }
    assertThat(same).as("seed %d", seed).isBetween(30, 300);
  }

  @Test
  void isTheValueItselfForAPlainStringOrNumber() {
    assertThat(map("id", LargeIntegers.STRING, "{\"id\":\"j57\"}").key())
        .isEqualTo(new RecordKey("\"j57\""));
    assertThat(map("id", LargeIntegers.STRING, "{\"id\":4711}").key())
        .isEqualTo(new RecordKey("4711"));
  }

  @Test
  void keepsTheFieldsOfAKeyApart() {
    assertThat(map("a+b", LargeIntegers.STRING, "{\"a\":\"x,\",\"b\":\"y\"}").key())
        .isNotEqualTo(map("a+b", LargeIntegers.STRING, "{\"a\":\"x\",\"b\":\",y\"}").key());
    assertThat(map("a+b", LargeIntegers.STRING, "{\"a\":\"x\\\",\\\"y\",\"b\":\"z\"}").key())
        .isNotEqualTo(
            map("a+b", LargeIntegers.STRING, "{\"a\":\"x\",\"b\":\"y\\\",\\\"z\"}").key());
  }

  @Test
  void isThereForADeleteAndNotThereForAnAppend() {
    assertThat(map("id", LargeIntegers.STRING, "{\"_ab_cdc_deleted_at\":\"x\",\"id\":1}").key())
        .isEqualTo(new RecordKey("1"));
    assertThat(map(null, LargeIntegers.STRING, "{\"id\":1}").key()).isNull();
  }

  private boolean isOneRow(String key, MappedRecord first, MappedRecord second) {
    List<JsonSlice> sent = List.of(first.objects().get(0), second.objects().get(0));
    return judge.rows(TestMapping.storedKey(key), sent).orElseThrow().size() == 1;
  }

  private static MappedRecord map(@Nullable String key, LargeIntegers largeIntegers, String data) {
    return TestMapping.mapper(key, largeIntegers).map(TestMapping.record(data));
  }
}
