package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.client.ConvexException.Kind;
import dev.convexairbyte.client.RecordingServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break, on real sockets where a test can have them break. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkFaultTest {

  private static final ClientTimeouts SHORT =
      new ClientTimeouts(Duration.ofSeconds(5), Duration.ofMillis(100));

  private final NetworkFault faults =
      new NetworkFault("example.convex.cloud", ClientTimeouts.standard());

  private static ConvexException failureAt(String url) {
    return failureAt(url, ClientTimeouts.standard());
  }

  private static ConvexException failureAt(String url, ClientTimeouts timeouts) {
    try (ConvexClient client =
        new ConvexClient(
            Deployment.of(url, RecordingServer.KEY), "airbyte-export-1.0.0", timeouts)) {
      ConvexException failure = ConvexFailures.failureOf(client::tableColumnNames);
      assertThat(failure.status()).isZero();
      assertThat(failure.code()).isNull();
      return failure;
    }
  }

  private static ConvexException failureAfter(Reply reply) throws IOException {
    try (RecordingServer server = new RecordingServer(reply)) {
      ConvexException failure = failureAt(server.deployment().url() + "/a-path", SHORT);

      assertThat(failure)
          .hasMessageContaining("127.0.0.1:" + server.port())
          .hasMessageNotContaining("a-path");
      assertThat(failure.kind()).isEqualTo(Kind.PASSING);
      assertThat(server.requests()).hasSize(1);
      return failure;
    }
  }

  @Test
  void anUnknownHostMayPassAndPointsToTheSetting() {
    // No name may have a part of 64 letters, so no name server is asked.
    String host = "x".repeat(64) + ".invalid";

    ConvexException failure = failureAt("https://" + host);

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure)
        .hasMessageContaining("the host of " + host + " is unknown")
        .hasMessageContaining("check deployment_url");
  }

  @Test
  void aPortWhereNobodyListensMayPass() throws IOException {
    int port;
    try (ServerSocket unused = RecordingServer.plainListener()) {
      port = unused.getLocalPort();
    }

    ConvexException failure = failureAt("http://127.0.0.1:" + port);

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure)
        .hasMessageContaining("nothing at 127.0.0.1:" + port + " accepts connections");
  }

  @Test
  void silenceMayPass() throws IOException {
    assertThat(failureAfter(Replies.silence())).hasMessageContaining("sent nothing for 100 ms");
  }

  @Test
  void aResetMayPass() throws IOException {
    assertThat(failureAfter(Replies.reset())).hasMessageContaining("was reset");
  }

  @Test
  void anEndWithoutAnAnswerMayPass() throws IOException {
    assertThat(failureAfter(socket -> socket.close()))
        .hasMessageContaining("closed the connection without an answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-PRIVATE\r\n",
        "HTTP/9.9 200 PRIVATE\r\n\r\n",
        "HTTP/1.1 200 PRIV",
        "\r\n"
      })
  void aHeadThatIsNotHttpMayPassAndIsNotQuoted(String head) throws IOException {
    failureAfter(
        socket -> {
          socket.getOutputStream().write(head.getBytes(UTF_8));
          socket.close();
        });
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefused() throws Exception {
    try (RecordingServer server =
        new RecordingServer(secureListener(), true, Replies.json("null"))) {
      ConvexException failure = failureAt("https://127.0.0.1:" + server.port());

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("certificate");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void anInterruptedThreadWasToldToStop() throws IOException {
    try (RecordingServer server = new RecordingServer(Replies.json("{}"));
        ConvexClient client = server.client()) {
      Thread.currentThread().interrupt();

      ConvexException failure = ConvexFailures.failureOf(client::tableColumnNames);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.kind()).isEqualTo(Kind.PASSING);
      assertThat(failure.isInDoubt()).isFalse();
      assertThat(failure).hasMessageContaining("the connector was told to stop; run the sync");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aThreadThatIsInterruptedWhileItWaitsForAConnectionWasToldToStop() {
    IOException fault = new RequestFailedException("m");

    assertThat(faults.beforeAnswer(fault)).isEqualTo(NetworkFault.toldToStop());
    assertThat(NetworkFault.isBeforeRequest(fault)).isTrue();
  }

  @Test
  void sentencesForWhatNoTestCanProvoke() {
    assertThat(faults.beforeAnswer(new ConnectTimeoutException("m")).reason())
        .isEqualTo("example.convex.cloud accepted no connection within 10 s");
    assertThat(faults.beforeAnswer(new ConnectionRequestTimeoutException("m")).reason())
        .isEqualTo("all connections to example.convex.cloud were busy");
    assertThat(faults.beforeAnswer(new SSLException("Unsupported or unrecognized SSL message")))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.PASSING);
              assertThat(failure.remedy()).contains("https and http");
            });
    assertThat(faults.beforeAnswer(new SSLPeerUnverifiedException("m")).kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void keepsOnlyCausesThatQuoteNothing() {
    IOException reset = new SocketException("Connection reset");

    assertThat(NetworkFault.publishable(reset)).isSameAs(reset);
    assertThat(NetworkFault.publishable(new IOException("Bad chunk header: PRIVATE"))).isNull();
  }

  private static ServerSocket secureListener() throws IOException, GeneralSecurityException {
    char[] password = "changeit".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = NetworkFaultTest.class.getResourceAsStream("self-signed.p12")) {
      keys.load(file, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Test
  void onlyAFaultBeforeTheRequestLeavesNoDoubt() {
    for (IOException fault :
        List.of(
            new UnknownHostException("m"),
            new ConnectTimeoutException("m"),
            new ConnectionRequestTimeoutException("m"),
            new ConnectException("m"),
            new NoRouteToHostException("m"),
            new SSLHandshakeException("m"))) {
      assertThat(NetworkFault.isBeforeRequest(fault)).as(fault.toString()).isTrue();
    }
    for (IOException fault :
        List.of(
            new SocketTimeoutException("m"),
            new SocketException("m"),
            new NoHttpResponseException("m"),
            new SSLException("m"),
            new IOException("m"))) {
      assertThat(NetworkFault.isBeforeRequest(fault)).as(fault.toString()).isFalse();
    }
  }
}
