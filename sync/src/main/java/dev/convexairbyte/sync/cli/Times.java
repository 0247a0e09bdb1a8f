package dev.convexairbyte.sync.cli;

import java.time.Duration;
import java.util.Locale;

/** Times and sizes as people read them. */
final class Times {

  private static final double KILO = 1000;

  private Times() {}

  /** {@code 10 s}, {@code 90 s}, {@code 4.5 min}. */
  static String words(Duration time) {
    double seconds = time.toMillis() / KILO;
    return seconds < 100
        ? trimmed(seconds) + " s"
        : seconds < 6000 ? trimmed(seconds / 60) + " min" : trimmed(seconds / 3600) + " h";
  }

  private static String trimmed(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** {@code 0:07}, {@code 12:40}, {@code 3:00:00}. */
  static String clock(Duration time) {
    return time.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart())
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart());
  }

  /** {@code 12 kB}, {@code 3.4 MB}, {@code 1.2 GB}. */
  static String size(long bytes) {
    if (bytes < KILO * KILO) {
      return String.format(Locale.ROOT, "%.0f kB", bytes / KILO);
    }
    return bytes < KILO * KILO * KILO
        ? String.format(Locale.ROOT, "%.1f MB", bytes / KILO / KILO)
        : String.format(Locale.ROOT, "%.2f GB", bytes / KILO / KILO / KILO);
  }
}
