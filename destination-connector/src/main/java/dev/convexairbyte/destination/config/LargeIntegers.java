package dev.convexairbyte.destination.config;

import java.util.Locale;

/** What becomes of an integer beyond 2^53, which Convex would round without a word. */
public enum LargeIntegers {
  /** A string with the same digits. */
  STRING,
  /** Sent as it is, so the nearest double. */
  ROUND,
  /** An error that names stream and field. */
  FAIL;

  static LargeIntegers of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }
}
