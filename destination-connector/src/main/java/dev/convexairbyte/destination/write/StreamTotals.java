package dev.convexairbyte.destination.write;

import java.util.StringJoiner;

/** What became of the records of one stream. */
final class StreamTotals {

  private long written;
  private long deleted;
  private long skipped;
  private long retried;
  private long possibleDuplicates;

  /** A record that was not even sent. */
  void skip() {
    skipped++;
  }

  void add(BatchOutcome outcome) {
    retried += outcome.counts().retried();
    possibleDuplicates += outcome.counts().possibleDuplicates();
    if (outcome.failure() != null) {
      return;
    }
    int rejected = outcome.rejections().size();
    int rejectedDeletes = (int) outcome.rejections().stream().filter(Rejection::isDelete).count();
    RecordBatch batch = outcome.batch();
    skipped += rejected;
    deleted += batch.deletes() - rejectedDeletes;
    written += batch.records() - batch.deletes() - (rejected - rejectedDeletes);
  }

  /** Those that are durable, as documents or as deletes. */
  long recordsWritten() {
    return written + deleted;
  }

  /** In words, of which only the first are said of every stream. */
  @Override
  public String toString() {
    StringJoiner words = new StringJoiner(", ");
    words.add(written + " written");
    add(words, deleted, " deleted");
    add(words, skipped, " skipped");
    add(words, retried, retried == 1 ? " request retried" : " requests retried");
    add(words, possibleDuplicates, " perhaps stored twice");
    return words.toString();
  }

  private static void add(StringJoiner words, long count, String what) {
    if (count > 0) {
      words.add(count + what);
    }
  }
}
