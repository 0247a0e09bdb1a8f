package dev.convexairbyte.stub.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.convexairbyte.stub.errors.BackendException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A response whose body is made only while it is written: a page can be larger than the memory.
 * Everything that can go wrong on the way to it must have gone wrong before.
 */
public final class Response {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private final int status;
  private final Optional<String> contentType;
  private final List<Header> headers;
  private final OptionalLong length;
  private final Bytes body;

  private Response(int status, Optional<String> contentType, List<Header> headers, Bytes body) {
    this(status, contentType, headers, OptionalLong.empty(), body);
  }

  private Response(
      int status,
      Optional<String> contentType,
      List<Header> headers,
      OptionalLong length,
      Bytes body) {
    this.status = status;
    this.contentType = contentType;
    this.headers = headers;
    this.length = length;
    this.body = body;
  }

  /** A header line besides the content type; a name may come several times. */
  public record Header(String name, String value) {}

  /** Writes the same bytes whenever it is called. */
  @FunctionalInterface
  public interface Bytes {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes the one value of a JSON body, the same whenever it is called. */
  @FunctionalInterface
  public interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  public static Response empty(int status) {
    return new Response(status, Optional.empty(), List.of(), out -> {});
  }

  public static Response text(int status, String text) {
    return bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static Response bytes(int status, String contentType, byte[] bytes) {
    return new Response(status, Optional.of(contentType), List.of(), out -> out.write(bytes));
  }

  /** Bytes that need not be in memory, so many of them. */
  public static Response bytes(int status, Optional<String> contentType, long length, Bytes bytes) {
    return new Response(status, contentType, List.of(), OptionalLong.of(length), bytes);
  }

  public static Response json(Body body) {
    return json(200, body);
  }

  public static Response error(BackendException e) {
    return json(
        e.error().status(),
        json -> {
          json.writeStartObject();
          json.writeStringField("code", e.error().code());
          json.writeStringField("message", e.sentence());
          json.writeEndObject();
        });
  }

  private static Response json(int status, Body body) {
    return new Response(
        status,
        Optional.of("application/json"),
        List.of(),
        out -> {
          try (JsonGenerator json = JSON.createGenerator(out)) {
            body.writeTo(json);
          }
        });
  }

  /** The same response with one more header. */
  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, contentType, List.copyOf(more), length, body);
  }

  public int status() {
    return status;
  }

  /** Of the body in bytes, where it is known before it is written. */
  public OptionalLong length() {
    return length;
  }

  /** Absent where the body is empty, and where nobody knows what it is. */
  public Optional<String> contentType() {
    return contentType;
  }

  /** All headers but the content type, in order. */
  public List<Header> headers() {
    return headers;
  }

  /** Writes the body, and does not close what it is written to. */
  public void writeBody(OutputStream out) throws IOException {
    body.writeTo(out);
  }
}
