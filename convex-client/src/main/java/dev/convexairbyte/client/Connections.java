package dev.convexairbyte.client;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The settings of the HTTP client: it does what it is told, once. */
final class Connections {

  /** As many as a destination may have under way (spec/destination/spec.json), and one to ask. */
  private static final int AT_ONCE = 17;

  private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(5);

  /**
   * A connection that the other side closed while it was idle is found before a request is lost on
   * it: a lost import may or may not have happened.
   */
  private static final TimeValue IDLE_BEFORE_CHECK = TimeValue.ofSeconds(1);

  private Connections() {}

  static CloseableHttpClient open(ClientTimeouts timeouts, String userAgent) {
    return HttpClients.custom()
        .setConnectionManager(pool(timeouts))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(timeout(timeouts.response()))
                .setConnectionRequestTimeout(timeout(timeouts.response()))
                .build())
        .setUserAgent(userAgent)
        // A 429 with Retry-After would be repeated behind our back, a POST included.
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  private static PoolingHttpClientConnectionManager pool(ClientTimeouts timeouts) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnPerRoute(AT_ONCE)
        .setMaxConnTotal(AT_ONCE)
        .setConnectionFactory(Connections::connection)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(timeouts.connect()))
                .setSocketTimeout(timeout(timeouts.response()))
                .setTimeToLive(TIME_TO_LIVE)
                .setValidateAfterInactivity(IDLE_BEFORE_CHECK)
                .build())
        // A page may take minutes to begin; what stands between must not think the line dead.
        .setDefaultSocketConfig(SocketConfig.custom().setSoKeepAlive(true).build())
        .build();
  }

  private static ManagedHttpClientConnection connection(@Nullable Socket socket)
      throws IOException {
    return ManagedHttpClientConnectionFactory.builder()
        .responseOutOfOrderStrategy(new EarlyAnswerCheck(System::nanoTime))
        .build()
        .createConnection(socket);
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }
}
