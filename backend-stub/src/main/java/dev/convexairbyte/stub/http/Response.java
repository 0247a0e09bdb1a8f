package dev.convexairbyte.stub.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.errors.BackendException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A response, whole. */
public final class Response {

  private static final JsonFactory JSON = new JsonFactory();

  private final int status;
  private final Optional<String> contentType;
  private final byte[] body;

  private Response(int status, Optional<String> contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  /** Writes the one value of a JSON body. */
  @FunctionalInterface
  public interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  public static Response empty(int status) {
    return new Response(status, Optional.empty(), new byte[0]);
  }

  public static Response text(int status, String text) {
    return new Response(
        status, Optional.of("text/plain; charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      body.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes all bytes", e);
    }
    return new Response(status, Optional.of("application/json"), bytes.toByteArray());
  }

  public int status() {
    return status;
  }

  /** Absent only where the body is empty. */
  public Optional<String> contentType() {
    return contentType;
  }

  public int bodySize() {
    return body.length;
  }

  /** The first {@code size} bytes of the body. */
  public void writeBody(OutputStream out, int size) throws IOException {
    out.write(body, 0, size);
  }
}
