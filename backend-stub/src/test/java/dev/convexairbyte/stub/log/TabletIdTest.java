package dev.convexairbyte.stub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabletIdTest {

  @Test
  void isWrittenAs22Characters() {
    TabletId tablet = TabletId.parse("THg1Bf2q0a9acLS2lPsCbg");

    assertThat(tablet).hasToString("THg1Bf2q0a9acLS2lPsCbg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "THg1Bf2q0a9acLS2lPsCb", "THg1Bf2q0a9acLS2lPsCbg==", "THg1Bf2q0a9acLS2lPsCb/"})
  void refusesOtherText(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TabletId.parse(text));
  }

  @Test
  void isOrderedByUnsignedBytes() {
    assertThat(new TabletId(-1, 0)).isGreaterThan(new TabletId(1, 0));
    assertThat(new TabletId(1, -1)).isGreaterThan(new TabletId(1, 1));
  }
}
