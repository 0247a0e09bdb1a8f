package dev.convexairbyte.stub.routing;

import dev.convexairbyte.stub.app.Blob;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Response of the Fetch API, as far as HTTP actions need it; unchangeable. {@code Response.text("no
 * file").withStatus(404)} is what JavaScript writes as {@code new Response("no file", {status:
 * 404})}. Mirrors get-convex/convex-backend, npm-packages/udf-runtime/src/23_response.ts.
 */
public final class Response {

  private static final int LOWEST_STATUS = 200;
  private static final int HIGHEST_STATUS = 599;
  private static final String CONTENT_TYPE = "content-type";

  private final int status;
  private final Headers headers;
  private final OptionalLong length;
  private final StreamBody body;

  private Response(int status, Headers headers, OptionalLong length, StreamBody body) {
    this.status = status;
    this.headers = headers;
    this.length = length;
    this.body = body;
  }

  /** Status 200 without a body, {@code new Response()}. */
  public static Response empty() {
    return new Response(200, Headers.of(), OptionalLong.empty(), out -> {});
  }

  /** A status without a body; throws as {@link #withStatus}. */
  public static Response empty(int status) {
    return empty().withStatus(status);
  }

  /** Text as UTF-8, of type {@code text/plain;charset=UTF-8} until told otherwise. */
  public static Response text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8))
        .withHeader(CONTENT_TYPE, "text/plain;charset=UTF-8");
  }

  /**
   * JSON: a Convex value as clean JSON, a JsonNode, or whatever Jackson writes: maps, lists,
   * records. Throws IllegalArgumentException where it writes nothing.
   */
  public static Response json(Object value) {
    return bytes(Json.write(value)).withHeader(CONTENT_TYPE, "application/json");
  }

  /** Bytes, of no type until told. The array must not be changed any more. */
  public static Response bytes(byte[] bytes) {
    return new Response(200, Headers.of(), OptionalLong.of(bytes.length), out -> out.write(bytes));
  }

  /** A file, of its own type if it has one. */
  public static Response blob(Blob blob) {
    Response response =
        new Response(
            200,
            Headers.of(),
            OptionalLong.of(blob.size()),
            out -> {
              try (InputStream in = blob.open()) {
                in.transferTo(out);
              }
            });
    return blob.type().isEmpty() ? response : response.withHeader(CONTENT_TYPE, blob.type());
  }

  /** A body of unknown length that is made while it is sent. */
  public static Response stream(StreamBody body) {
    return new Response(200, Headers.of(), OptionalLong.empty(), body);
  }

  /** Status 302 to another URL. */
  public static Response redirect(String url) {
    return redirect(url, 302);
  }

  /** A redirect to another URL; throws as {@link #withStatus}. */
  public static Response redirect(String url, int status) {
    return empty(status).withHeader("location", url);
  }

  /** With another status; throws IllegalArgumentException unless it lies in 200..599. */
  public Response withStatus(int otherStatus) {
    if (otherStatus < LOWEST_STATUS || otherStatus > HIGHEST_STATUS) {
      throw new IllegalArgumentException(
          "Tried to make a response but failed because its status %d lies outside of 200 to 599; choose another."
              .formatted(otherStatus));
    }
    return new Response(otherStatus, headers, length, body);
  }

  /** With this value in the place of all that the header has; throws as {@link Headers#with}. */
  public Response withHeader(String name, String value) {
    return new Response(status, headers.with(name, value), length, body);
  }

  /** With one more value of the header; throws as {@link Headers#withAdded}. */
  public Response withAddedHeader(String name, String value) {
    return new Response(status, headers.withAdded(name, value), length, body);
  }

  /** With these headers in the place of those of the same names. */
  public Response withHeaders(Map<String, String> others) {
    Response response = this;
    for (Map.Entry<String, String> header : others.entrySet()) {
      response = response.withHeader(header.getKey(), header.getValue());
    }
    return response;
  }

  public int status() {
    return status;
  }

  public Headers headers() {
    return headers;
  }

  /** The bytes of the body; empty where there is none, or where it is a stream. */
  public OptionalLong length() {
    return length;
  }

  /** Writes the body and does not close what it is written to; throws whatever it fails with. */
  public void writeTo(OutputStream out) throws Exception {
    body.writeTo(out);
  }

  /** The whole body as text: for tests of actions. */
  public String text() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeTo(bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
