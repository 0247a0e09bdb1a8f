package dev.convexairbyte.destination.write;

import dev.convexairbyte.destination.config.DestinationConfig;
import dev.convexairbyte.destination.plan.StreamPlan;

/**
 * When a batch is full: by the operator's settings, and before the backend would split it. A
 * request within the limits of one transaction lands whole or not at all; one beyond them is
 * committed page by page (get-convex/convex-backend, crates/application/src/lib.rs,
 * import_airbyte_records; the limits are in crates/common/src/knobs.rs).
 *
 * @param objects most objects in a batch; a delete is two
 * @param bytes size of a batch that holds more than one record
 */
record BatchLimits(int objects, int bytes) {

  /** Half of the 16,000 writes of a transaction: what else is written with a row is not known. */
  private static final int MOST_APPENDS = 8_000;

  /** An upsert looks its row up twice, and a transaction has 4,096 index ranges. */
  private static final int MOST_UPSERTS = 2_000;

  /** What a transaction writes, and what it reads. */
  private static final int TRANSACTION_BYTES = 16 << 20;

  /** What the backend adds to an object: _id and _creationTime. */
  private static final int BYTES_PER_OBJECT = 61;

  /**
   * Bytes that a byte of JSON may become, in halves: the widest is an array of digits, of which
   * each takes nine bytes and two as JSON.
   */
  private static final int HALVES_PER_BYTE = 9;

  /** An upsert reads its old row twice; that is taken to be as large as the new one. */
  private static final int READS_PER_UPSERT = 2;

  /** The limits for one stream. */
  static BatchLimits of(StreamPlan plan, DestinationConfig settings) {
    boolean isUpsert = plan.key() != null;
    int mostObjects = isUpsert ? MOST_UPSERTS : MOST_APPENDS;
    int share = TRANSACTION_BYTES / (isUpsert ? READS_PER_UPSERT : 1);
    int mostBytes = (share - mostObjects * BYTES_PER_OBJECT) / HALVES_PER_BYTE * 2;
    return new BatchLimits(
        Math.min(settings.batchRecords(), mostObjects), Math.min(settings.batchBytes(), mostBytes));
  }

  boolean hasRoom(RecordBatch batch, int moreObjects, int moreBytes) {
    return batch.objects() + moreObjects <= objects && batch.bytes() + moreBytes <= bytes;
  }

  boolean isFull(RecordBatch batch) {
    return batch.objects() >= objects || batch.bytes() >= bytes;
  }
}
