package dev.convexairbyte.client;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/** Reads the Retry-After header. */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * Both forms. A date is measured from the answer's own Date header, so that no clock of ours can
   * be wrong about it; without one it is ignored.
   */
  static @Nullable Duration of(HttpMessage answer) {
    Header header = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
    if (header == null || header.getValue() == null) {
      return null;
    }
    if (SECONDS.matcher(header.getValue()).matches()) {
      return Duration.ofSeconds(Long.parseLong(header.getValue()));
    }
    Instant until = DateUtils.parseStandardDate(header.getValue());
    Instant sent = DateUtils.parseStandardDate(answer, HttpHeaders.DATE);
    if (until == null || sent == null || until.isBefore(sent)) {
      return null;
    }
    return Duration.between(sent, until);
  }
}
