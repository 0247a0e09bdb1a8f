package dev.convexairbyte.destination.write;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers of which tables the schema refuses the rows that deletes hold, so that the next batch
 * need not be refused to learn it again. For use by several threads.
 */
final class BareDeletes {

  /** If somebody takes the table out of the schema, a bare delete of an absent row is inserted. */
  static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Long> learntMillis = new ConcurrentHashMap<>();

  BareDeletes(InstantSource clock) {
    this.clock = clock;
  }

  /** The schema of the batch's table has just refused its deletes, and nothing else of it. */
  void learnt(RecordBatch batch) {
    learntMillis.put(batch.plan().table(), clock.millis());
  }

  /** Whether the deletes of the batch are best sent bare at once. */
  boolean areDue(RecordBatch batch) {
    Long learnt = learntMillis.get(batch.plan().table());
    return learnt != null && clock.millis() - learnt < REMEMBERED.toMillis() && batch.deletes() > 0;
  }
}
