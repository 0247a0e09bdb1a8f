package dev.convexairbyte.destination.write;

/**
 * When a batch is sent.
 *
 * @param objects most objects in a batch; a delete is two
 * @param bytes size of a batch that holds more than one record
 */
public record BatchLimits(int objects, int bytes) {

  boolean hasRoom(Batch batch, int moreObjects, int moreBytes) {
    return batch.objects() + moreObjects <= objects && batch.bytes() + moreBytes <= bytes;
  }

  boolean isFull(Batch batch) {
    return batch.objects() >= objects || batch.bytes() >= bytes;
  }
}
