package dev.convexairbyte.sync.failure;

import java.util.Locale;

/** Who takes part in a sync. */
public enum Party {
  SOURCE,
  DESTINATION,
  /** What stands between the two. */
  PLATFORM;

  /** For messages to people. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
