package dev.convexairbyte.destination.config;

import java.util.Locale;

/** What becomes of the write when Convex could not store one of its records. */
public enum OnRecordError {
  /** It ends with an error that names the record. */
  FAIL,
  /** It goes on without the record, which is counted as rejected. */
  SKIP;

  static OnRecordError of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }
}
