package dev.convexairbyte.stub.datasync;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.export.Selection;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.Objects;

/** The revisions of a page as JSON: always in the export encoding. */
final class SyncValues {

  private SyncValues() {}

  static void write(JsonGenerator json, SyncPage page, Selection selection) throws IOException {
    ValueEncoder encoder = new ValueEncoder(json, ValueFormat.EXPORT);
    json.writeArrayFieldStart("values");
    for (LogEntry entry : page.entries()) {
      TableName table = Objects.requireNonNull(page.selected().get(entry.tablet()));
      json.writeStartObject();
      json.writeStringField("component", table.component());
      json.writeStringField("table", table.name());
      json.writeNumberField("ts", entry.ts());
      json.writeBooleanField("deleted", entry.isTombstone());
      json.writeObjectFieldStart("value");
      if (entry.isTombstone()) {
        json.writeStringField("_id", entry.id().toString());
      } else {
        Selection.Columns columns =
            selection.columns(table.component(), table.name()).orElseThrow();
        encoder.writeFields(columns.of(entry.document().orElseThrow()));
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
