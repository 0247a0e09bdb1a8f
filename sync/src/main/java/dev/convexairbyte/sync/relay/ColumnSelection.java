package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/**
 * Leaves out the top-level fields that were not selected (airbytehq/airbyte-platform,
 * FieldSelector). What stays are the bytes that came.
 */
final class ColumnSelection {

  private final Set<String> columns;

  ColumnSelection(Collection<String> columns) {
    this.columns = Set.copyOf(columns);
  }

  /** The line of a record with only the selected fields in its data. */
  byte[] of(RawMessage message) throws IOException {
    byte[] line = message.bytes();
    int start = message.dataStart();
    int end = message.dataEnd();
    ByteArrayOutputStream kept = new ByteArrayOutputStream(message.length());
    kept.write(line, message.start(), start - message.start());
    kept.write('{');
    int before = kept.size();
    try (JsonParser parser = Json.factory().createParser(line, start, end - start)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isSelected = columns.contains(parser.currentName());
        int name = start + (int) parser.currentTokenLocation().getByteOffset();
        parser.nextToken();
        parser.skipChildren();
        // A string is read no further than its quotation mark until somebody asks for it.
        parser.finishToken();
        if (isSelected) {
          if (kept.size() > before) {
            kept.write(',');
          }
          int valueEnd = start + (int) parser.currentLocation().getByteOffset();
          kept.write(line, name, valueEnd - name);
        }
      }
    }
    kept.write('}');
    kept.write(line, end, message.end() - end);
    return kept.toByteArray();
  }
}
