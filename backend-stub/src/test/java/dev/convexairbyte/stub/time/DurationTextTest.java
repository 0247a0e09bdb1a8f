package dev.convexairbyte.stub.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "14d,P14D",
    "48h,PT48H",
    "30m,PT30M",
    "10s,PT10S",
    "500ms,PT0.5S",
    "0s,PT0S",
    "36500d,P36500D"
  })
  void readsANumberAndItsUnit(String text, Duration expected) {
    assertThat(DurationText.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "14",
        "d",
        "-1d",
        "1.5h",
        "1 d",
        "1D",
        "P14D",
        "1w",
        "36501d",
        "9999999999999d"
      })
  void refusesAnythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
  }
}
