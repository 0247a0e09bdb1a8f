package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.export.Selection.Columns;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.Optional;

/** One revision on its way to a client, as both row endpoints write it. */
record Row(Table table, Columns columns, LogEntry entry) {

  /** The format asked for; CLEAN by default. */
  static ValueFormat format(Optional<String> name) {
    return name.map(
            text ->
                ValueFormat.named(text)
                    .orElseThrow(() -> new BackendException(BackendError.BAD_FORMAT)))
        .orElse(ValueFormat.CLEAN);
  }

  void writeTo(JsonGenerator json, ValueFormat format, boolean withDeleted) throws IOException {
    json.writeStartObject();
    json.writeStringField("_component", table.component());
    json.writeStringField("_table", table.name());
    json.writeNumberField("_ts", entry.ts());
    if (withDeleted) {
      json.writeBooleanField("_deleted", entry.isTombstone());
    }
    if (entry.isTombstone()) {
      json.writeStringField("_id", entry.id().toString());
    } else {
      new ValueEncoder(json, format).writeFields(columns.of(entry.document().orElseThrow()));
    }
    json.writeEndObject();
  }
}
