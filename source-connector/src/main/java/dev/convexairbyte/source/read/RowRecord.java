package dev.convexairbyte.source.read;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.cdk.io.RecordWriter;
import dev.convexairbyte.client.TablePath;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The data of one record: the row's envelope, the document's fields token by token, and the columns
 * by which Airbyte's destinations recognise changes.
 */
final class RowRecord implements RecordWriter.RecordBody {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final PageRows.Row row;
  private final JsonParser parser;
  private String documentId = "";

  /**
   * @param parser stands on the first field after the envelope
   */
  RowRecord(PageRows.Row row, JsonParser parser) {
    this.row = row;
    this.parser = parser;
  }

  /** Known once the record is written. */
  String documentId() {
    return documentId;
  }

  @Override
  public void writeTo(JsonGenerator data) throws IOException {
    TablePath table = row.stream().table();
    data.writeStartObject();
    data.writeStringField("_component", table.component());
    data.writeStringField("_table", table.table());
    data.writeNumberField("_ts", row.timestamp());
    data.writeBooleanField("_deleted", row.deleted());
    while (parser.currentToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (row.stream().excludes(name)) {
        parser.nextToken();
        parser.skipChildren();
        parser.nextToken();
        continue;
      }
      data.writeFieldName(name);
      if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("_id")) {
        documentId = parser.getText();
      }
      TokenCopy.copyValue(parser, data);
      parser.nextToken();
    }
    String commit = MICROSECONDS.format(Instant.ofEpochSecond(0, row.timestamp()));
    data.writeNumberField("_ab_cdc_lsn", row.timestamp());
    data.writeStringField("_ab_cdc_updated_at", commit);
    data.writeFieldName("_ab_cdc_deleted_at");
    if (row.deleted()) {
      data.writeString(commit);
    } else {
      data.writeNull();
    }
    data.writeEndObject();
  }
}
