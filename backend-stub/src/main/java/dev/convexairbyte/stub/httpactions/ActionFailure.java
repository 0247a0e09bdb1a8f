package dev.convexairbyte.stub.httpactions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.functions.FunctionError;
import dev.convexairbyte.stub.routing.Response;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the client sees of an action that threw. Mirrors get-convex/convex-backend,
 * crates/application/src/redaction.rs.
 */
final class ActionFailure {

  private static final JsonFactory JSON = new JsonFactory();

  private ActionFailure() {}

  /**
   * Status 500 with {@code code}, {@code trace} and, for a ConvexError, {@code data}.
   *
   * @param redacted whether only the id and the data may be told
   */
  static Response of(Throwable failure, String requestId, boolean redacted) {
    byte[] body = json(FunctionError.of(failure, HttpActions.class), requestId, redacted);
    return Response.bytes(body).withStatus(500).withHeader("Content-Type", "application/json");
  }

  private static byte[] json(FunctionError error, String requestId, boolean redacted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      String code = "[Request ID: %s] Server Error".formatted(requestId);
      if (redacted) {
        json.writeStringField("code", code);
      } else {
        json.writeStringField("code", code + ": " + error.summary());
        json.writeStringField("trace", error.trace());
      }
      if (error.data().isPresent()) {
        json.writeFieldName("data");
        new ValueEncoder(json, ValueFormat.ENCODED).write(error.data().get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes all bytes", e);
    }
    return bytes.toByteArray();
  }
}
