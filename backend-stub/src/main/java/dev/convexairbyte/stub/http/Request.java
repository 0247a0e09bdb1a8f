package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.files.Incoming;
import java.util.List;
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
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final long bodySize;
  private final Optional<Incoming> incoming;

  /**
   * @param path without the query string
   * @param headers values by name in lower case, in the order in which they came
   * @param body the first {@link #MAX_KEPT_BODY} bytes of it
   * @param bodySize the bytes that the client sent
   */
  public Request(
      String method,
      String path,
      Query query,
      Map<String, List<String>> headers,
      byte[] body,
      long bodySize) {
    this(method, path, query, headers, body, bodySize, Optional.empty());
  }

  private Request(
      String method,
      String path,
      Query query,
      Map<String, List<String>> headers,
      byte[] body,
      long bodySize,
      Optional<Incoming> incoming) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.bodySize = bodySize;
    this.incoming = incoming;
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

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All values of a header, in the order in which they came. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** All headers: values by name in lower case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The same request, called with another method. */
  Request with(String otherMethod) {
    return new Request(otherMethod, path, query, headers, body, bodySize, incoming);
  }

  /** The same request with a body that has gone elsewhere than into memory. */
  public Request with(Incoming arrived) {
    return new Request(method, path, query, headers, body, arrived.size(), Optional.of(arrived));
  }

  /** Where the body has gone, if it is not in memory. */
  public Optional<Incoming> incoming() {
    return incoming;
  }

  /** Gives up what nobody has kept of the body. */
  public void release() {
    incoming.ifPresent(Incoming::close);
  }

  public long bodySize() {
    return bodySize;
  }

  /** What was kept of the body; not to be changed. */
  public byte[] body() {
    return body;
  }
}
