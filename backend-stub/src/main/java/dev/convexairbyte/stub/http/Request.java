package dev.convexairbyte.stub.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request that has arrived whole. */
public final class Request {

  /** The most bytes of a body that are kept: as many as the most generous endpoint takes. */
  public static final int MAX_KEPT_BODY = 20 << 20;

  private final String method;
  private final String path;
  private final Query query;
  private final Map<String, String> headers;
  private final byte[] body;
  private final long bodySize;

  /**
   * @param path without the query string
   * @param headers first value by name in lower case
   * @param body the first {@link #MAX_KEPT_BODY} bytes of it
   * @param bodySize the bytes that the client sent
   */
  public Request(
      String method,
      String path,
      Query query,
      Map<String, String> headers,
      byte[] body,
      long bodySize) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.bodySize = bodySize;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  public Query query() {
    return query;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  public long bodySize() {
    return bodySize;
  }

  byte[] body() {
    return body;
  }
}
