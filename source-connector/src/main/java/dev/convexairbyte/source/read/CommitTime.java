package dev.convexairbyte.source.read;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * A commit's time as JSON text with microseconds. Formatted by hand into the same bytes again and
 * again: java.time's formatter took longer than the rest of a record.
 */
final class CommitTime {

  private final byte[] text = "\"yyyy-MM-ddTHH:mm:ss.SSSSSSZ\"".getBytes(US_ASCII);
  private long textDay = Long.MIN_VALUE;

  /**
   * The text of a time, until the next is asked for.
   *
   * @param timestamp nanoseconds since the epoch, not before it
   */
  byte[] text(long timestamp) {
    long day = TimeUnit.NANOSECONDS.toDays(timestamp);
    if (day != textDay) {
      LocalDate date = LocalDate.ofEpochDay(day);
      putDigits(1, 4, date.getYear());
      putDigits(6, 2, date.getMonthValue());
      putDigits(9, 2, date.getDayOfMonth());
      textDay = day;
    }
    int seconds = (int) (TimeUnit.NANOSECONDS.toSeconds(timestamp) - TimeUnit.DAYS.toSeconds(day));
    putDigits(12, 2, seconds / 3600);
    putDigits(15, 2, seconds / 60 % 60);
    putDigits(18, 2, seconds % 60);
    putDigits(21, 6, (int) (TimeUnit.NANOSECONDS.toMicros(timestamp) % 1_000_000));
    return text;
  }

  private void putDigits(int at, int width, int number) {
    int rest = number;
    for (int digit = at + width - 1; digit >= at; digit--) {
      text[digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
