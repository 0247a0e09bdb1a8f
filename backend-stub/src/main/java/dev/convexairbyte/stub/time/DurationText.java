package dev.convexairbyte.stub.time;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time like {@code 14d}, {@code 48h}, {@code 30m}, {@code 10s} and {@code 500ms}. */
public final class DurationText {

  /** What is said of it to people. */
  public static final String FORMS = "like 14d, 48h, 30m, 10s or 500ms, of at most 36500d";

  static final Duration MOST = Duration.ofDays(36_500);

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,13})(ms|s|m|h|d)");

  private DurationText() {}

  /** Throws IllegalArgumentException for anything else, and for more than 36500 days. */
  public static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a span of time is a whole number and its unit");
    }
    Duration duration = Duration.ofMillis(Long.parseLong(matcher.group(1)));
    long millis =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 86_400_000;
        };
    Duration whole = duration.multipliedBy(millis);
    if (whole.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("a span of time has at most 36500 days");
    }
    return whole;
  }
}
