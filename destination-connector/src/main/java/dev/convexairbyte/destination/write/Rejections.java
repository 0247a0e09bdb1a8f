package dev.convexairbyte.destination.write;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which records are left out; of many only the first. */
final class Rejections {

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
  static final int MOST_LINES = 10;

  private long count;

  /**
   * A record is left out.
   *
   * @param sentence what would have ended the write
   */
  void add(String sentence) {
    count++;
    if (count <= MOST_LINES) {
      LOG.warn("Skipped a record: {}", sentence);
    }
    if (count == MOST_LINES) {
      LOG.warn("Further records that are skipped are counted and not logged.");
    }
  }
}
