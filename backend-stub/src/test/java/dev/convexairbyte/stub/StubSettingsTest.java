package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.authentication.AuthProvider.Oidc;
import dev.convexairbyte.stub.datasync.SyncLimits;
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
    assertThat(settings.keys().admin().reveal()).startsWith("convex-stub|");
    assertThat(settings.keys().chosen()).isFalse();
    assertThat(settings.keys().readOnly()).isEmpty();
    assertThat(settings.keys().importOnly()).isEmpty();
    assertThat(settings.keys().streamingExport()).isTrue();
    assertThat(settings.data()).isEmpty();
    assertThat(settings.pages().snapshot())
        .isEqualTo(new PageLimit(1024, Duration.ofSeconds(60), Clock.systemUTC()));
    assertThat(settings.pages().deltaRows()).isEqualTo(128);
    assertThat(settings.pages().sync()).isEqualTo(new SyncLimits(16_384, 64 * 1024 * 1024, 32_768));
    assertThat(settings.documentRetention()).isEqualTo(Duration.ofDays(14));
    assertThat(settings.indexes().polls()).isZero();
    assertThat(settings.indexes().backfill()).isZero();
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.functionTimeout()).isEqualTo(Duration.ofSeconds(16));
    assertThat(settings.schema()).isEmpty();
    assertThat(settings.authProviders()).isEmpty();
    assertThat(settings.redactsLogs()).isFalse();
    assertThat(settings.clock()).isEqualTo(Clock.systemUTC());
    assertThat(settings.seed()).isNotEqualTo(StubSettings.defaults().seed());
  }

  @Test
  void takesEverySetting() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    Consumer<RecordedRequest> listener = request -> {};
    Consumer<String> logListener = line -> {};

    StubSettings settings =
        StubSettings.builder()
            .host("localhost")
            .port(1)
            .sitePort(2)
            .adminKey("name|secret")
            .readOnlyKey("name|read")
            .importOnlyKey("name|import")
            .streamingExport(false)
            .authProviders(new Oidc("issuer.invalid", "app"))
            .data(Path.of("data"))
            .snapshotPageRows(3)
            .snapshotPageTime(Duration.ofSeconds(2))
            .deltaPageRows(4)
            .syncPageRows(8)
            .syncPageBytes(9)
            .syncLogRows(10)
            .documentRetention(Duration.ofDays(5))
            .requestTimeout(Duration.ofSeconds(9))
            .functionTimeout(Duration.ofSeconds(11))
            .indexPollsUntilReady(6)
            .indexBackfill(Duration.ofSeconds(8))
            .schema(SchemaOracle.schema("typical"))
            .clock(clock)
            .seed(7)
            .requestListener(listener)
            .redactLogsToClient(true)
            .logListener(logListener)
            .build();

    assertThat(settings.authProviders()).containsExactly(new Oidc("issuer.invalid", "app"));
    assertThat(settings.host()).isEqualTo("localhost");
    assertThat(settings.port()).isEqualTo(1);
    assertThat(settings.sitePort()).isEqualTo(2);
    assertThat(settings.keys().admin().reveal()).isEqualTo("name|secret");
    assertThat(settings.keys().chosen()).isTrue();
    assertThat(settings.keys().readOnly().orElseThrow().reveal()).isEqualTo("name|read");
    assertThat(settings.keys().importOnly().orElseThrow().reveal()).isEqualTo("name|import");
    assertThat(settings.keys().streamingExport()).isFalse();
    assertThat(settings.data()).contains(Path.of("data"));
    assertThat(settings.pages().snapshot())
        .isEqualTo(new PageLimit(3, Duration.ofSeconds(2), clock));
    assertThat(settings.pages().deltaRows()).isEqualTo(4);
    assertThat(settings.pages().sync()).isEqualTo(new SyncLimits(8, 9, 10));
    assertThat(settings.documentRetention()).isEqualTo(Duration.ofDays(5));
    assertThat(settings.indexes().polls()).isEqualTo(6);
    assertThat(settings.indexes().backfill()).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.functionTimeout()).isEqualTo(Duration.ofSeconds(11));
    assertThat(settings.schema()).contains(DeclaredSchema.of(SchemaOracle.schema("typical")));
    assertThat(settings.clock()).isEqualTo(clock);
    assertThat(settings.seed()).isEqualTo(7);
    assertThat(settings.requestListener()).isEqualTo(listener);
    assertThat(settings.redactsLogs()).isTrue();
    assertThat(settings.logListener()).isEqualTo(logListener);
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
    assertThatIllegalArgumentException().isThrownBy(() -> settings.functionTimeout(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.snapshotPageTime(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.adminKey("pro:hidden"))
        .withMessageNotContaining("hidden");
  }
}
