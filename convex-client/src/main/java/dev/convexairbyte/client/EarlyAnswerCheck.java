package dev.convexairbyte.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * Looks up while a request body is sent, to see whether it was refused already. What has come is
 * seen at once, but of an encrypted connection, and of one that was closed, only a look that waits
 * for a millisecond tells. So it is the time that decides when there is one, and not the bytes:
 * HttpCore's own strategy, which counts bytes, would take longer for its looks than a fast
 * connection for the body. For one connection.
 */
final class EarlyAnswerCheck implements ResponseOutOfOrderStrategy {

  static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final LongSupplier nanoTime;
  private long lastLook;

  EarlyAnswerCheck(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean isEarlyResponseDetected(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      InputStream input,
      long sentBytes,
      long nextBytes)
      throws IOException {
    if (sentBytes > 0 && input.available() > 0) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (sentBytes > 0 && now - lastLook < BETWEEN_LOOKS.toNanos()) {
      return false;
    }
    lastLook = now;
    return sentBytes > 0 && connection.isDataAvailable(Timeout.ONE_MILLISECOND);
  }
}
