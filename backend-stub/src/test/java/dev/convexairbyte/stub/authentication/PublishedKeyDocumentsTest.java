package dev.convexairbyte.stub.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.convexairbyte.stub.authentication.KeyDocuments.UnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedKeyDocumentsTest {

  private final KeyDocuments documents = new PublishedKeyDocuments(Duration.ofSeconds(10));

  @Test
  void fetchesFromFilesAndDataUrls(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("keys.json");
    Files.writeString(file, "{}");

    assertThat(documents.fetch(file.toUri())).asString().isEqualTo("{}");
    assertThat(documents.fetch(URI.create("data:application/json;base64,e30=")))
        .asString()
        .isEqualTo("{}");
    assertThat(documents.fetch(URI.create("data:,%7B%7D"))).asString().isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///nowhere/keys.json",
        "data:nothing",
        "data:;base64,!",
        "keys.json",
        "gopher://x"
      })
  void saysThatADocumentCannotBeHad(String place) {
    assertThatThrownBy(() -> documents.fetch(URI.create(place)))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void tellsTheStatusOfTheProvider() throws Exception {
    HttpServer server = server(503, "{}");
    try {
      assertThatThrownBy(() -> documents.fetch(url(server)))
          .isInstanceOfSatisfying(
              UnavailableException.class,
              e -> assertThat(e.status()).isEqualTo(OptionalInt.of(503)));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void takesADocumentOfOneMebibyteAtMost() throws Exception {
    HttpServer small = server(200, "x".repeat(1 << 20));
    HttpServer large = server(200, "x".repeat((1 << 20) + 1));
    try {
      assertThat(documents.fetch(url(small))).hasSize(1 << 20);
      assertThatThrownBy(() -> documents.fetch(url(large)))
          .isInstanceOf(UnavailableException.class);
    } finally {
      small.stop(0);
      large.stop(0);
    }
  }

  @Test
  @Timeout(30)
  void waitsNoLongerForADocumentThatComesByteByByte() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread drip = new Thread(() -> drip(server));
      drip.start();
      KeyDocuments impatient = new PublishedKeyDocuments(Duration.ofMillis(500));
      URI place = URI.create("http://127.0.0.1:%d/keys".formatted(server.getLocalPort()));

      assertThatThrownBy(() -> impatient.fetch(place)).isInstanceOf(UnavailableException.class);

      drip.join();
    }
  }

  /** Until the client is gone. */
  private static void drip(ServerSocket server) {
    try (Socket client = server.accept();
        OutputStream out = client.getOutputStream()) {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(' ');
        Thread.sleep(20);
      }
    } catch (IOException e) {
      // That is what ends it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer server(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI url(HttpServer server) {
    return URI.create("http://127.0.0.1:%d/keys".formatted(server.getAddress().getPort()));
  }
}
