package dev.convexairbyte.sync.program;

import java.util.List;

/** What a program printed last on standard error, for a sentence that has nothing better to say. */
public final class LastWords {

  private LastWords() {}

  /** As text behind a colon. */
  public static String of(List<String> lines) {
    return lines.isEmpty() ? " nothing." : "\n  " + String.join("\n  ", lines);
  }
}
