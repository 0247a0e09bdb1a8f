package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

  /** The line with only the selected fields in the object {@code line[start, end)}. */
  byte[] of(byte[] line, int start, int end) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(line.length);
    kept.write(line, 0, start);
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
    kept.write(line, end, line.length - end);
    return kept.toByteArray();
  }
}
