package dev.convexairbyte.source.read;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * The columns by which Airbyte's destinations recognise changes, as they end a record. Rows of one
 * transaction share them, so the last ones are kept.
 */
final class CdcColumns {

  private static final byte[] NONE = {};

  private byte[] columns = NONE;
  private long timestamp = -1;
  private boolean deleted;

  /**
   * From the comma to the brace that closes the record.
   *
   * @param timestamp nanoseconds since the epoch
   */
  byte[] of(long timestamp, boolean deleted) {
    if (timestamp != this.timestamp || deleted != this.deleted) {
      String commit = '"' + microseconds(timestamp) + '"';
      String text =
          ",\"_ab_cdc_lsn\":"
              + timestamp
              + ",\"_ab_cdc_updated_at\":"
              + commit
              + ",\"_ab_cdc_deleted_at\":"
              + (deleted ? commit : "null")
              + '}';
      columns = text.getBytes(StandardCharsets.US_ASCII);
      this.timestamp = timestamp;
      this.deleted = deleted;
    }
    return columns;
  }

  /** Formatted by hand: java.time's formatter would take longer than the rest of a record. */
  private static String microseconds(long timestamp) {
    long day = TimeUnit.NANOSECONDS.toDays(timestamp);
    long micros = TimeUnit.NANOSECONDS.toMicros(timestamp) - TimeUnit.DAYS.toMicros(day);
    StringBuilder text = new StringBuilder(27).append(LocalDate.ofEpochDay(day)).append('T');
    appendDigits(text, micros / 3_600_000_000L, 2).append(':');
    appendDigits(text, micros / 60_000_000 % 60, 2).append(':');
    appendDigits(text, micros / 1_000_000 % 60, 2).append('.');
    return appendDigits(text, micros % 1_000_000, 6).append('Z').toString();
  }

  private static StringBuilder appendDigits(StringBuilder text, long number, int width) {
    for (long rest = number, unit = (long) Math.pow(10, width - 1.0); unit > 0; unit /= 10) {
      text.append((char) ('0' + rest / unit % 10));
    }
    return text;
  }
}
