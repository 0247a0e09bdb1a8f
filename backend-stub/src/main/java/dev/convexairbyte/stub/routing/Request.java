package dev.convexairbyte.stub.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ValueDecoder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Request of the Fetch API, as far as HTTP actions need it. A body can be read once; reading it
 * again throws IllegalStateException. A request without a body reads as an empty one, any number of
 * times. Mirrors get-convex/convex-backend, npm-packages/udf-runtime/src/23_request.ts.
 */
public final class Request {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String method;
  private final String url;
  private final Headers headers;
  private final byte @Nullable [] body;
  private boolean bodyUsed;

  /** Without headers and without a body. */
  public Request(String method, String url) {
    this(method, url, Headers.of(), null);
  }

  /**
   * @param url whole, with scheme and host
   * @param body null for none; not copied
   */
  public Request(String method, String url, Headers headers, byte @Nullable [] body) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.body = body;
  }

  /** In upper case; HEAD stays HEAD in the action of GET. */
  public String method() {
    return method;
  }

  /** Scheme, host, path and query, as a browser would write them. */
  public String url() {
    return url;
  }

  /** The path of the URL, percent escapes as they are. */
  public String pathname() {
    String withoutQuery = url.split("[?#]", 2)[0];
    int authority = withoutQuery.indexOf("://");
    int path = withoutQuery.indexOf('/', authority < 0 ? 0 : authority + 3);
    return path < 0 ? "/" : withoutQuery.substring(path);
  }

  /** The first value of a parameter of the query, decoded. */
  public Optional<String> searchParam(String name) {
    return searchParams(name).stream().findFirst();
  }

  /** All values of a parameter of the query, decoded, in order. */
  public List<String> searchParams(String name) {
    String withoutFragment = url.split("#", 2)[0];
    int query = withoutFragment.indexOf('?');
    return query < 0 ? List.of() : Query.parse(withoutFragment.substring(query + 1)).all(name);
  }

  public Headers headers() {
    return headers;
  }

  /** Whether the body has been read. */
  public boolean bodyUsed() {
    return bodyUsed;
  }

  /** The body as text, read as UTF-8 whatever its type says. */
  public String text() {
    String text = new String(take(), StandardCharsets.UTF_8);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** The body as JSON; throws IllegalArgumentException where it is none. */
  public JsonNode json() {
    return Json.parse(text());
  }

  /**
   * The body as a Convex value in encoded JSON, ready to be the argument of a function. Throws
   * IllegalArgumentException where it is no JSON, InvalidValueException where it is no value.
   */
  public ConvexValue value() {
    return ValueDecoder.decode(json());
  }

  /** The body as bytes, what {@code arrayBuffer()} gives in JavaScript. */
  public byte[] bytes() {
    return take().clone();
  }

  /** The body with its type, ready to be stored. */
  public Blob blob() {
    return Blob.of(take(), headers.get("Content-Type").orElse(""));
  }

  /** The body as a stream; it has arrived whole. */
  public InputStream body() {
    return new ByteArrayInputStream(take());
  }

  /**
   * The fields of a form, sent as {@code multipart/form-data} or {@code
   * application/x-www-form-urlencoded}. Throws IllegalArgumentException where the body is neither.
   */
  public FormData formData() {
    return FormData.parse(headers.get("Content-Type").orElse(""), take());
  }

  private byte[] take() {
    if (body == null) {
      return new byte[0];
    }
    if (bodyUsed) {
      throw new IllegalStateException(
          "Tried to read the body of a request but failed because it has been read already; keep what the first read gave.");
    }
    bodyUsed = true;
    return body;
  }
}
