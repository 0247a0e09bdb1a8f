package dev.convexairbyte.destination.write;

import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.ImportSegments;
import dev.convexairbyte.destination.mapping.JsonSlice;
import dev.convexairbyte.destination.mapping.MappedRecord;
import dev.convexairbyte.destination.mapping.RecordKey;
import dev.convexairbyte.destination.plan.PrimaryKey;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Records of one stream that are sent in one request. Of several with one key only the last is
 * sent: it decides what the row is in the end.
 */
final class RecordBatch {

  private static final int BYTES_PER_RECORD = Long.BYTES + Integer.BYTES;

  /** An entry of a hash map with its key, its number and a text. */
  private static final int BYTES_PER_KEY = 120;

  private final StreamPlan plan;
  private final ImportBatch objects;
  private final long openedMillis;
  private final Map<RecordKey, Integer> lastOfKey = new HashMap<>(0);
  private final BitSet deletes = new BitSet();
  private final BitSet replaced = new BitSet();
  private long[] lines = new long[16];
  private int[] firstObjects = new int[16];
  private int records;
  private int bytes;
  private int keyMemory;
  private boolean isWritten;

  RecordBatch(StreamPlan plan, long openedMillis, ImportSegments segments) {
    PrimaryKey key = plan.key();
    this.plan = plan;
    this.objects = new ImportBatch(plan.table(), key == null ? null : key.storedPaths(), segments);
    this.openedMillis = openedMillis;
  }

  void add(MappedRecord record, long line) {
    if (records == lines.length) {
      lines = Arrays.copyOf(lines, records * 2);
      firstObjects = Arrays.copyOf(firstObjects, records * 2);
    }
    lines[records] = line;
    firstObjects[records] = objects.added();
    if (record.isDelete()) {
      deletes.set(records);
    }
    RecordKey key = record.key();
    if (key != null) {
      dropEarlier(key);
    }
    records++;
    for (JsonSlice object : record.objects()) {
      objects.add(object.bytes(), object.start(), object.end());
      bytes += object.length();
    }
  }

  private void dropEarlier(RecordKey key) {
    Integer earlier = lastOfKey.put(key, records);
    if (earlier == null) {
      keyMemory += BYTES_PER_KEY + key.canonical().length();
      return;
    }
    replaced.set(earlier);
    int end = earlier + 1 == records ? objects.added() : firstObjects[earlier + 1];
    for (int object = firstObjects[earlier]; object < end; object++) {
      objects.drop(object);
    }
  }

  StreamPlan plan() {
    return plan;
  }

  long openedMillis() {
    return openedMillis;
  }

  /** How many records it stands for, those that a later one replaced included. */
  int records() {
    return records;
  }

  /** How many of them are deletes. */
  int deletes() {
    return deletes.cardinality();
  }

  boolean isDelete(int record) {
    return deletes.get(record);
  }

  /** Whether one of the records of {@code [from, to)} is a delete. */
  boolean hasDelete(int from, int to) {
    return hasBit(deletes, from, to);
  }

  /** Whether a later record of the batch has the key of one of {@code [from, to)}. */
  boolean hasReplaced(int from, int to) {
    return hasBit(replaced, from, to);
  }

  private static boolean hasBit(BitSet bits, int from, int to) {
    int next = bits.nextSetBit(from);
    return next >= 0 && next < to;
  }

  /** How many objects were added; a delete is two. */
  int objects() {
    return objects.added();
  }

  /** How large they are. */
  int bytes() {
    return bytes;
  }

  /** What it occupies, in bytes. */
  int memory() {
    return objects.memory() + lines.length * BYTES_PER_RECORD + keyMemory;
  }

  long firstLine() {
    return lines[0];
  }

  /** The input line of a record. */
  long line(int record) {
    return lines[record];
  }

  ImportBatch whole() {
    return objects;
  }

  /** The records of {@code [from, to)}, none of them dropped from now on. */
  ImportBatch part(int from, int to) {
    objects.restore();
    return objects.part(firstObjects[from], to == records ? objects.added() : firstObjects[to]);
  }

  /**
   * As {@link #part}, with nothing but the delete itself of every delete. The row that a record
   * before it makes is there for it to find.
   */
  ImportBatch bare(int from, int to) {
    ImportBatch part = part(from, to);
    for (int delete = deletes.nextSetBit(from);
        delete >= 0 && delete < to;
        delete = deletes.nextSetBit(delete + 1)) {
      objects.drop(firstObjects[delete]);
    }
    return part;
  }

  /** It has ended: nothing of it is sent any more. */
  void release() {
    objects.release();
  }

  boolean isWritten() {
    return isWritten;
  }

  /** It is durable. */
  void written() {
    isWritten = true;
  }
}
