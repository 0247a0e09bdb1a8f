package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static @Nullable Duration retryAfter(String value, @Nullable String date) {
    BasicClassicHttpResponse answer = new BasicClassicHttpResponse(429);
    answer.setHeader("Retry-After", value);
    if (date != null) {
      answer.setHeader("Date", date);
    }
    return RetryAfter.of(answer);
  }

  @Test
  void readsSeconds() {
    assertThat(retryAfter("0", null)).isEqualTo(Duration.ZERO);
    assertThat(retryAfter("120", null)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void readsADateByTheClockOfTheServer() {
    assertThat(retryAfter("Fri, 20 Nov 2026 10:01:30 GMT", "Fri, 20 Nov 2026 10:00:00 GMT"))
        .isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "9999999999", "Thu, 01 Jan 1970 00:00:00 GMT"})
  void ignoresWhatItCannotUse(String value) {
    assertThat(retryAfter(value, "Fri, 20 Nov 2026 10:00:00 GMT")).isNull();
  }

  @Test
  void ignoresADateWithoutAClockToMeasureItBy() {
    assertThat(retryAfter("Fri, 20 Nov 2026 10:01:30 GMT", null)).isNull();
  }

  @Test
  void nothingIsAskedWithoutTheHeader() {
    assertThat(RetryAfter.of(new BasicClassicHttpResponse(429))).isNull();
  }
}
