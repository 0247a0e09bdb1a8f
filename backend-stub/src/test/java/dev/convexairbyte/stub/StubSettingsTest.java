package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.export.PageLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StubSettingsTest {

  @Test
  void hasTheBackendsDefaults() {
    StubSettings settings = StubSettings.defaults();

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isZero();
    assertThat(settings.sitePort()).isZero();
    assertThat(settings.adminKey().reveal()).startsWith("convex-stub|");
    assertThat(settings.snapshotPageLimit())
        .isEqualTo(new PageLimit(1024, Duration.ofSeconds(60), Clock.systemUTC()));
    assertThat(settings.deltaPageRows()).isEqualTo(128);
    assertThat(settings.documentRetention()).isEqualTo(Duration.ofDays(14));
    assertThat(settings.indexPollsUntilReady()).isZero();
    assertThat(settings.clock()).isEqualTo(Clock.systemUTC());
    assertThat(settings.seed()).isNotEqualTo(StubSettings.defaults().seed());
  }

  @Test
  void takesEverySetting() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    Consumer<RecordedRequest> listener = request -> {};

    StubSettings settings =
        StubSettings.builder()
            .host("localhost")
            .port(1)
            .sitePort(2)
            .adminKey("name|secret")
            .snapshotPageRows(3)
            .snapshotPageTime(Duration.ofSeconds(2))
            .deltaPageRows(4)
            .documentRetention(Duration.ofDays(5))
            .indexPollsUntilReady(6)
            .clock(clock)
            .seed(7)
            .requestListener(listener)
            .build();

    assertThat(settings.host()).isEqualTo("localhost");
    assertThat(settings.port()).isEqualTo(1);
    assertThat(settings.sitePort()).isEqualTo(2);
    assertThat(settings.adminKey().reveal()).isEqualTo("name|secret");
    assertThat(settings.snapshotPageLimit())
        .isEqualTo(new PageLimit(3, Duration.ofSeconds(2), clock));
    assertThat(settings.deltaPageRows()).isEqualTo(4);
    assertThat(settings.documentRetention()).isEqualTo(Duration.ofDays(5));
    assertThat(settings.indexPollsUntilReady()).isEqualTo(6);
    assertThat(settings.clock()).isEqualTo(clock);
    assertThat(settings.seed()).isEqualTo(7);
    assertThat(settings.requestListener()).isEqualTo(listener);
  }

  @Test
  void refusesWhatCannotBe() {
    StubSettings.Builder settings = StubSettings.builder();

    assertThatIllegalArgumentException().isThrownBy(() -> settings.port(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.port(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.sitePort(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.snapshotPageRows(0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.deltaPageRows(0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.indexPollsUntilReady(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.documentRetention(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.snapshotPageTime(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.adminKey("pro:hidden"))
        .withMessageNotContaining("hidden");
  }
}
