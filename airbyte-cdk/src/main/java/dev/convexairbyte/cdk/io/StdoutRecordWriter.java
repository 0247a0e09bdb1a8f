package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What the RECORD lines of one stream begin with. */
final class StdoutRecordWriter implements RecordWriter {

  private final StdoutMessageWriter output;
  private final byte[] lineStart;

  StdoutRecordWriter(StdoutMessageWriter output, StreamDescriptor stream) throws IOException {
    this.output = output;
    this.lineStart = lineStart(stream);
  }

  @Override
  public void write(RecordBody data) {
    output.append(lineStart, data);
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
}
