package dev.convexairbyte.stub.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdvancingClockTest {

  private final SettableClock behind = new SettableClock(Instant.EPOCH);
  private final AdvancingClock clock = new AdvancingClock(behind, Duration.ofSeconds(1));

  @Test
  void goesOnAheadOfTheOtherByTheSumOfItsAdvances() {
    assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(clock.advance(Duration.ofSeconds(5))).isEqualTo(Instant.ofEpochSecond(6));
    clock.advance(Duration.ofSeconds(4));

    behind.advance(Duration.ofSeconds(10));

    assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(20));
  }

  @Test
  void refusesToGoBackOrTooFarAndStaysWhereItIs() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofDays(36_500)));

    assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(1));
  }
}
