package dev.convexairbyte.acceptance.image;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An HTTPS server of this machine with an elliptic-curve certificate that nobody knows. */
final class TlsHost implements AutoCloseable {

  private static final String KEYS = "tls-host.p12";
  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final AtomicInteger requests = new AtomicInteger();

  private TlsHost(HttpsServer server) {
    this.server = server;
  }

  /** Starts it on a free port of the loopback interface, with its keys in the folder. */
  static TlsHost start(Path folder) throws Exception {
    Path keys = folder.resolve(KEYS);
    makeKeys(keys);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    TlsHost host =
        new TlsHost(
            HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    host.server.setHttpsConfigurator(new HttpsConfigurator(context));
    host.server.createContext(
        "/",
        exchange -> {
          host.requests.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    host.server.start();
    return host;
  }

  private static void makeKeys(Path keys) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-alias",
                "host",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString())
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new AssertionError("keytool made no keys");
    }
  }

  URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  /** Options of a JVM that trusts the host, and nobody else, where the folder is mounted. */
  String trustOptions(String place) {
    return "-Djavax.net.ssl.trustStore=%s/%s -Djavax.net.ssl.trustStorePassword=%s"
        .formatted(place, KEYS, PASSWORD);
  }

  /** How many came through the handshake. */
  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
