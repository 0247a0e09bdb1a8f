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
 * Looks up now and then while a request body is sent, to see whether it was refused already. A look
 * is a millisecond's wait, so it is the time that decides and not the bytes: HttpCore's own
 * strategy, which counts bytes, would take longer for its looks than a fast connection for the
 * body. For one connection.
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
    long now = nanoTime.getAsLong();
    if (sentBytes > 0 && now - lastLook < BETWEEN_LOOKS.toNanos()) {
      return false;
    }
    lastLook = now;
    return sentBytes > 0 && connection.isDataAvailable(Timeout.ONE_MILLISECOND);
  }
}
