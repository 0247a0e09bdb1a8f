package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EarlyAnswerCheckTest {

  private static final Duration SHORT = EarlyAnswerCheck.BETWEEN_LOOKS.minusNanos(1);

  private final DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(null);
  private final ServerSocket listener;
  private final Socket server;
  private final EarlyAnswerCheck check = new EarlyAnswerCheck(this::nanoTime);
  private long nanos;

  EarlyAnswerCheckTest() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    connection.bind(new Socket(listener.getInetAddress(), listener.getLocalPort()));
    server = listener.accept();
  }

  @AfterEach
  void disconnect() throws IOException {
    connection.close();
    server.close();
    listener.close();
  }

  @Test
  void looksUpAfterAWhile() throws IOException {
    answer();

    assertThat(isDetected(0)).isFalse();
    pass(SHORT);
    assertThat(isDetected(100_000_000)).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(isDetected(100_000_001)).isTrue();
  }

  @Test
  void goesOnWhereThereIsNoAnswer() throws IOException {
    isDetected(0);
    pass(EarlyAnswerCheck.BETWEEN_LOOKS);

    assertThat(isDetected(1)).isFalse();
    answer();
    pass(SHORT);
    assertThat(isDetected(2)).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(isDetected(3)).isTrue();
  }

  @Test
  void measuresFromTheBeginningOfEachRequest() throws IOException {
    isDetected(0);
    pass(Duration.ofMinutes(1));
    answer();

    assertThat(isDetected(0)).isFalse();
    pass(SHORT);
    assertThat(isDetected(1)).isFalse();
  }

  @Test
  void seesAtOnceWhatHasCome() throws IOException {
    InputStream answer = new ByteArrayInputStream(new byte[] {'H'});

    assertThat(check.isEarlyResponseDetected(new HttpPost("/"), connection, answer, 0, 1))
        .isFalse();
    assertThat(check.isEarlyResponseDetected(new HttpPost("/"), connection, answer, 1, 1)).isTrue();
  }

  /** Nothing is seen in the stream itself, as nothing is of an encrypted one. */
  private boolean isDetected(long sentBytes) throws IOException {
    return check.isEarlyResponseDetected(
        new HttpPost("/"), connection, InputStream.nullInputStream(), sentBytes, 1);
  }

  private void answer() throws IOException {
    server.getOutputStream().write('H');
  }

  private long nanoTime() {
    return nanos;
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
