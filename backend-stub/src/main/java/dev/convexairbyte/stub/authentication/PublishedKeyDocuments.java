package dev.convexairbyte.stub.authentication;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.OptionalInt;

/** Fetches documents from http, https, file and data URLs. Holds on to no connection. */
public final class PublishedKeyDocuments implements KeyDocuments {

  private static final int MAX_SIZE = 1 << 20;
  private static final int PART = 8 << 10;
  private static final int OK = 200;

  private final Duration timeout;

  /**
   * @param timeout of each step: to connect, to wait for the first bytes, and for all of them
   */
  public PublishedKeyDocuments(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public byte[] fetch(URI place) throws UnavailableException {
    try {
      return "data".equals(place.getScheme()) ? data(place) : open(place);
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      UnavailableException unavailable = new UnavailableException(OptionalInt.empty());
      unavailable.initCause(e);
      throw unavailable;
    }
  }

  private byte[] open(URI place) throws IOException {
    URLConnection connection = place.toURL().openConnection();
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "application/json");
    connection.setRequestProperty("Connection", "close");
    if (connection instanceof HttpURLConnection http && http.getResponseCode() != OK) {
      int status = http.getResponseCode();
      http.disconnect();
      throw new UnavailableException(OptionalInt.of(status));
    }
    try (InputStream body = connection.getInputStream()) {
      return read(body);
    }
  }

  private byte[] read(InputStream body) throws IOException {
    long start = System.nanoTime();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    for (int read = body.read(part); read >= 0; read = body.read(part)) {
      bytes.write(part, 0, read);
      if (bytes.size() > MAX_SIZE || System.nanoTime() - start > timeout.toNanos()) {
        throw new UnavailableException(OptionalInt.empty());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] data(URI place) {
    String content = place.getRawSchemeSpecificPart();
    int comma = content.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException("a data URL has a comma before its data");
    }
    String text =
        URLDecoder.decode(content.substring(comma + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    return content.substring(0, comma).endsWith(";base64")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
