package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Float64TextTest {

  /** Doubles as bits and the text that serde_json 1.0.145 printed for them. */
  static Stream<String> printed() {
    return Oracle.lines("float64-text.tsv");
  }

  @ParameterizedTest
  @MethodSource("printed")
  void printsAsSerdeJsonDoes(String line) {
    String[] columns = line.split("\t", -1);
    double number = Double.longBitsToDouble(Long.parseUnsignedLong(columns[0], 16));

    assertThat(Float64Text.of(number)).isEqualTo(columns[1]);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void printsWhatReadsBackAsTheSameDouble(long seed) {
    LongStream bits = new Random(seed).longs(2000);

    bits.mapToDouble(Double::longBitsToDouble)
        .filter(Double::isFinite)
        .forEach(
            number -> assertThat(Double.parseDouble(Float64Text.of(number))).isEqualTo(number));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  void printsNoDigitMoreThanIsNeeded(long seed) {
    Stream<Double> numbers =
        new Random(seed)
            .longs(2000)
            .mapToObj(Double::longBitsToDouble)
            .filter(number -> Double.isFinite(number) && Math.abs(number) >= Double.MIN_NORMAL);
    Stream<Double> powersOfTwo =
        IntStream.rangeClosed(Double.MIN_EXPONENT, Double.MAX_EXPONENT)
            .mapToObj(exponent -> Math.scalb(1.0, exponent));

    Stream.concat(numbers, powersOfTwo)
        .forEach(
            number -> {
              int digits = new BigDecimal(Float64Text.of(number)).stripTrailingZeros().precision();
              for (RoundingMode mode : List.of(RoundingMode.DOWN, RoundingMode.UP)) {
                BigDecimal shorter =
                    digits == 1
                        ? BigDecimal.ZERO
                        : new BigDecimal(number).round(new MathContext(digits - 1, mode));
                assertThat(shorter.doubleValue()).isNotEqualTo(number);
              }
            });
  }
}
