package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.export.PageLimit;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.schema.SchemaOracle;
import java.nio.file.Path;
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
    assertThat(settings.choosesAdminKey()).isFalse();
    assertThat(settings.data()).isEmpty();
    assertThat(settings.snapshotPageLimit())
        .isEqualTo(new PageLimit(1024, Duration.ofSeconds(60), Clock.systemUTC()));
    assertThat(settings.deltaPageRows()).isEqualTo(128);
    assertThat(settings.syncPageRows()).isEqualTo(16_384);
    assertThat(settings.syncPageBytes()).isEqualTo(64 * 1024 * 1024);
    assertThat(settings.syncLogRows()).isEqualTo(32_768);
    assertThat(settings.documentRetention()).isEqualTo(Duration.ofDays(14));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.indexPollsUntilReady()).isZero();
    assertThat(settings.indexBackfill()).isZero();
    assertThat(settings.schema()).isEmpty();
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
            .data(Path.of("data"))
            .snapshotPageRows(3)
            .snapshotPageTime(Duration.ofSeconds(2))
            .deltaPageRows(4)
            .syncPageRows(8)
            .syncPageBytes(9)
            .syncLogRows(10)
            .documentRetention(Duration.ofDays(5))
            .requestTimeout(Duration.ofSeconds(9))
            .indexPollsUntilReady(6)
            .indexBackfill(Duration.ofSeconds(8))
            .schema(SchemaOracle.schema("typical"))
            .clock(clock)
            .seed(7)
            .requestListener(listener)
            .build();

    assertThat(settings.host()).isEqualTo("localhost");
    assertThat(settings.port()).isEqualTo(1);
    assertThat(settings.sitePort()).isEqualTo(2);
    assertThat(settings.adminKey().reveal()).isEqualTo("name|secret");
    assertThat(settings.choosesAdminKey()).isTrue();
    assertThat(settings.data()).contains(Path.of("data"));
    assertThat(settings.snapshotPageLimit())
        .isEqualTo(new PageLimit(3, Duration.ofSeconds(2), clock));
    assertThat(settings.deltaPageRows()).isEqualTo(4);
    assertThat(settings.syncPageRows()).isEqualTo(8);
    assertThat(settings.syncPageBytes()).isEqualTo(9);
    assertThat(settings.syncLogRows()).isEqualTo(10);
    assertThat(settings.documentRetention()).isEqualTo(Duration.ofDays(5));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.indexPollsUntilReady()).isEqualTo(6);
    assertThat(settings.indexBackfill()).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.schema()).contains(DeclaredSchema.of(SchemaOracle.schema("typical")));
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
    assertThatIllegalArgumentException().isThrownBy(() -> settings.syncPageRows(0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.syncPageBytes(0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.syncLogRows(0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.indexPollsUntilReady(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.indexBackfill(Duration.ofNanos(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.schema(SchemaOracle.schema("typical").get("tables")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.documentRetention(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.requestTimeout(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.snapshotPageTime(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.adminKey("pro:hidden"))
        .withMessageNotContaining("hidden");
  }
}
