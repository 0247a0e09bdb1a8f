package dev.convexairbyte.stub.httpactions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.app.ConvexError;
import dev.convexairbyte.stub.routing.Response;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What the client sees of an action that threw. Mirrors get-convex/convex-backend,
 * crates/application/src/redaction.rs.
 */
final class ActionFailure {

  private static final JsonFactory JSON = new JsonFactory();

  /** Its frames, and those below, are not the application's. */
  private static final String CALLER = HttpActions.class.getName();

  private ActionFailure() {}

  /** Status 500 with {@code code}, {@code trace} and, for a ConvexError, {@code data}. */
  static Response of(Throwable failure, String requestId) {
    String message = message(failure);
    byte[] body =
        json(
            json -> {
              json.writeStartObject();
              json.writeStringField(
                  "code", "[Request ID: %s] Server Error: %s".formatted(requestId, message));
              json.writeStringField("trace", message + "\n" + frames(failure));
              if (failure instanceof ConvexError error) {
                json.writeFieldName("data");
                new ValueEncoder(json, ValueFormat.ENCODED).write(error.data());
              }
              json.writeEndObject();
            });
    return Response.bytes(body).withStatus(500).withHeader("Content-Type", "application/json");
  }

  private static String message(Throwable failure) {
    if (failure instanceof ConvexError error) {
      return "Uncaught ConvexError: " + text(error.data());
    }
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    return "Uncaught Error: " + (message.isEmpty() ? failure.getClass().getSimpleName() : message);
  }

  private static String text(ConvexValue data) {
    if (data instanceof StringValue text) {
      return text.value();
    }
    byte[] clean = json(json -> new ValueEncoder(json, ValueFormat.CLEAN).write(data));
    return new String(clean, StandardCharsets.UTF_8);
  }

  private static String frames(Throwable failure) {
    StringBuilder frames = new StringBuilder();
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().equals(CALLER)) {
        break;
      }
      frames.append(
          "    at %s.%s (%s:%d)\n"
              .formatted(
                  frame.getClassName(),
                  frame.getMethodName(),
                  frame.getFileName(),
                  frame.getLineNumber()));
    }
    return frames.toString();
  }

  /** Writes JSON. */
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] json(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes all bytes", e);
    }
    return bytes.toByteArray();
  }
}
