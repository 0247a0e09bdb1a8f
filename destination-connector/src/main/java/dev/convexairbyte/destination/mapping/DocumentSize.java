package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.values.ValueDecoder;
import org.jspecify.annotations.Nullable;

/** The size of a record as Convex counts it, in bytes, and the field that takes most of it. */
final class DocumentSize {

  /** The most bytes of a document, as ConvexValue counts them. */
  private static final int MAX_DOCUMENT_SIZE = 1 << 20;

  /** What {@code _id} and {@code _creationTime} take of a document; an id has 32 characters. */
  private static final int SYSTEM_FIELDS_SIZE = 4 + 2 + 32 + 14 + 9;

  private long stored;
  private long dropped;
  private long largestSize;
  private @Nullable FieldShape largest;

  void clear() {
    stored = 0;
    dropped = 0;
    largestSize = -1;
    largest = null;
  }

  /** What was counted of the stored fields so far. */
  long stored() {
    return stored;
  }

  void add(long bytes) {
    stored += bytes;
  }

  /** What was counted since then belongs to a field that is left out of the document. */
  void drop(FieldShape field, long since) {
    dropped += stored - since + field.storedSize();
    stored = since;
  }

  /** What was counted since then belongs to this field of the top level. */
  void ended(FieldShape field, long since) {
    if (stored - since > largestSize) {
      largestSize = stored - since;
      largest = field;
    }
  }

  /** The top-level field that takes most of the record. */
  String largestField() {
    return largest == null ? "" : RecordPath.shown(largest.name());
  }

  /** The limit that the size is beyond; null if it is beyond none. */
  @Nullable RecordProblem problem() {
    if (stored + dropped > ValueDecoder.MAX_SIZE) {
      return RecordProblem.TOO_LARGE_TO_SEND;
    }
    return stored + SYSTEM_FIELDS_SIZE > MAX_DOCUMENT_SIZE ? RecordProblem.TOO_LARGE : null;
  }
}
