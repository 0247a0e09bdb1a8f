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

  /** An upsert looks its row up twice, and a transaction has 4,096 index ranges. */
  private static final int MOST_UPSERTS = 2_000;

  /**
   * Most bytes of upserts. A transaction reads and writes 16 MiB. Nine bytes may be two of JSON, in
   * an array of digits; each object gets 61 more; and an upsert reads its old row twice, which is
   * taken to be as large as the new one. For appends the spec's maximum, twice as much, is low
   * enough.
   */
  private static final int MOST_UPSERT_BYTES = 7 << 18;

  /** The limits for one stream. */
  static BatchLimits of(StreamPlan plan, DestinationConfig settings) {
    if (plan.key() == null) {
      return new BatchLimits(settings.batchRecords(), settings.batchBytes());
    }
    return new BatchLimits(
        Math.min(settings.batchRecords(), MOST_UPSERTS),
        Math.min(settings.batchBytes(), MOST_UPSERT_BYTES));
  }

  boolean hasRoom(RecordBatch batch, int moreObjects, int moreBytes) {
    return batch.objects() + moreObjects <= objects && batch.bytes() + moreBytes <= bytes;
  }

  boolean isFull(RecordBatch batch) {
    return batch.objects() >= objects || batch.bytes() >= bytes;
  }
}
