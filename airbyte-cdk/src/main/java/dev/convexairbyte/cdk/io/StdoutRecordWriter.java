package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Puts each RECORD line together in a buffer of its own and hands it over whole, so that neither a
 * body that throws nor another thread can tear it.
 */
final class StdoutRecordWriter implements RecordWriter {

  private final StdoutMessageWriter output;
  private final InstantSource clock;
  private final RecordLine line;
  private JsonGenerator generator;
  private long endMillis = Long.MIN_VALUE;
  private byte[] end = {};

  StdoutRecordWriter(StdoutMessageWriter output, InstantSource clock, StreamDescriptor stream)
      throws IOException {
    this.output = output;
    this.clock = clock;
    this.line = new RecordLine(lineStart(stream));
    this.generator = Json.factory().createGenerator(line);
  }

  @Override
  public synchronized void write(RecordBody data) throws IOException {
    boolean whole = false;
    try {
      int before = generator.getOutputContext().getEntryCount();
      data.writeTo(generator);
      JsonStreamContext context = generator.getOutputContext();
      boolean one = context.inRoot() && context.getEntryCount() - before <= 1;
      generator.flush();
      if (!one || !line.endsWithObject()) {
        throw new IllegalStateException("A record's body has to write exactly one JSON object");
      }
      whole = true;
    } finally {
      if (!whole) {
        startOver();
      }
    }
    line.append(lineEnd());
    try {
      output.append(line);
    } finally {
      line.begin();
    }
  }

  /** The generator that was left half way still holds text; a new one knows nothing of it. */
  private void startOver() throws IOException {
    generator.close();
    line.begin();
    generator = Json.factory().createGenerator(line);
  }

  private static byte[] lineStart(StreamDescriptor stream) throws IOException {
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.factory().createGenerator(start)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      json.writeStartObject();
      json.writeStringField("type", "RECORD");
      json.writeObjectFieldStart("record");
      json.writeStringField("stream", stream.name());
      if (stream.namespace() != null) {
        json.writeStringField("namespace", stream.namespace());
      }
      json.writeFieldName("data");
      json.writeRaw(':');
    }
    return start.toByteArray();
  }

  /** Many records share a millisecond. */
  private byte[] lineEnd() {
    long now = clock.millis();
    if (now != endMillis) {
      end = (",\"emitted_at\":" + now + "}}\n").getBytes(StandardCharsets.US_ASCII);
      endMillis = now;
    }
    return end;
  }
}
