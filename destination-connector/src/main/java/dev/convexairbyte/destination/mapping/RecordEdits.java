package dev.convexairbyte.destination.mapping;

import java.nio.charset.StandardCharsets;

/** What has to change of a record before it is sent. Used for one record after the other. */
final class RecordEdits {

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final Edits always = new Edits();
  private final Edits ofUpsert = new Edits();

  void clear() {
    always.clear();
    ofUpsert.clear();
  }

  void replace(int start, int end, byte[] replacement) {
    always.replace(start, end, replacement);
    ofUpsert.replace(start, end, replacement);
  }

  /** There stands the value that makes the record a delete, or does not. */
  void deletedAt(int start, int end) {
    ofUpsert.replace(start, end, NULL);
  }

  /** The record, of which only integers may have changed. */
  JsonSlice asItCame(JsonSlice record) {
    return always.applyTo(record);
  }

  /** The record with nothing in the field that makes it a delete. */
  JsonSlice asUpsert(JsonSlice record) {
    return ofUpsert.applyTo(record);
  }
}
