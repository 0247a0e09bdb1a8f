package dev.convexairbyte.client;

import org.jspecify.annotations.Nullable;

/**
 * What a failed import says of what was imported, so that its sender can do more than try again.
 * Only exact pairs of status and code count.
 */
public enum ImportProblem {
  /** Nothing that the sender could change. */
  NONE,
  /** The backend refuses one of the records; without it the others would be written. */
  RECORD,
  /** The same, because the table is in the deployment's schema and the record does not fit it. */
  SCHEMA,
  /** The table's primary key index is gone, or it is built anew. */
  INDEX;

  /** Whether all would be written but for one of the records. */
  public boolean isOfRecord() {
    return this == RECORD || this == SCHEMA;
  }

  static ImportProblem of(int status, @Nullable String code) {
    ConvexErrorCode known =
        status != 400 || code == null ? null : ConvexErrorCode.of(code).orElse(null);
    if (known == null) {
      return NONE;
    }
    return switch (known) {
      case ARRAY_TOO_LONG,
          INVALID_DOCUMENT,
          MISSING_PRIMARY_KEY_VALUE,
          TOO_MANY_FIELDS,
          TOO_NESTED,
          VALUE_TOO_LARGE ->
          RECORD;
      case SCHEMA_ENFORCEMENT -> SCHEMA;
      case INDEX_BACKFILLING, INDEX_NOT_FOUND -> INDEX;
      default -> NONE;
    };
  }
}
