package dev.convexairbyte.destination.death;

import org.jspecify.annotations.Nullable;

/**
 * A stream of the connection.
 *
 * @param table that the backend stores it in, by the name rules
 * @param declared only for streams with a key: others have deletes for rows
 */
record CopiedStream(
    String name,
    @Nullable String namespace,
    String table,
    Kind kind,
    KeyShape shape,
    Declared declared) {

  /** What the connection is to make of the stream. */
  enum Kind {
    APPEND,
    DEDUP,
    OVERWRITE,
    OVERWRITE_BY_KEY;

    boolean isKeyed() {
      return this == DEDUP || this == OVERWRITE_BY_KEY;
    }

    /** Read anew in every sync, never from a state. */
    boolean isFullRefresh() {
      return this == OVERWRITE || this == OVERWRITE_BY_KEY;
    }
  }

  String descriptor() {
    return namespace == null
        ? "{\"name\":\"" + name + "\"}"
        : "{\"namespace\":\"" + namespace + "\", \"name\":\"" + name + "\"}";
  }

  @Override
  public String toString() {
    return table + " (" + kind + ", " + shape + ", schema: " + declared + ")";
  }
}
