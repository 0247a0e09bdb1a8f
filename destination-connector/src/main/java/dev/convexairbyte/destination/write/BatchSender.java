package dev.convexairbyte.destination.write;

import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.ImportProblem;
import dev.convexairbyte.destination.config.OnRecordError;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends batches, from any thread, and does what can be done about a refusal. */
final class BatchSender {

  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);

  private final ImportTarget target;
  private final TablePreparation preparation;
  private final OnRecordError onRecordError;
  private final InstantSource clock;
  private final BareDeletes bareDeletes;

  /** Once a table: two connections with different keys would take the index from each other. */
  private final Set<String> tablesIndexedAgain = ConcurrentHashMap.newKeySet();

  BatchSender(
      ImportTarget target,
      TablePreparation preparation,
      OnRecordError onRecordError,
      InstantSource clock) {
    this.target = target;
    this.preparation = preparation;
    this.onRecordError = onRecordError;
    this.clock = clock;
    this.bareDeletes = new BareDeletes(clock);
  }

  /** Sends a batch; what goes wrong is in the outcome. */
  BatchOutcome send(RecordBatch batch) {
    RequestCounts counts = new RequestCounts();
    long start = clock.millis();
    try {
      List<Rejection> rejections = rejections(batch, counts);
      LOG.debug(
          "Wrote {} records with {} bytes to {} in {} ms.",
          batch.records(),
          batch.bytes(),
          batch.plan().table(),
          clock.millis() - start);
      return new BatchOutcome(batch, rejections, counts, null);
    } catch (RefusedImportException e) {
      return new BatchOutcome(batch, List.of(), counts, e.failure());
    } catch (Throwable e) {
      // Whatever it is: whoever waits for the batch has to learn that it will not come.
      return new BatchOutcome(batch, List.of(), counts, e);
    }
  }

  private List<Rejection> rejections(RecordBatch batch, RequestCounts counts) {
    boolean isBare = bareDeletes.areDue(batch);
    Bisection bisection =
        new Bisection(batch, onRecordError, isBare, part -> write(batch.plan(), part, counts));
    List<Rejection> rejections = bisection.run();
    if (!isBare && bisection.hasOnlyRefusedDeletes()) {
      bareDeletes.learnt(batch);
    }
    return rejections;
  }

  private void write(StreamPlan plan, ImportBatch records, RequestCounts counts) {
    try {
      target.write(plan, records, counts);
    } catch (RefusedImportException e) {
      if (e.problem() != ImportProblem.INDEX || !tablesIndexedAgain.add(plan.table())) {
        throw e;
      }
      LOG.warn(
          "The primary key index of table {} is gone or being built anew: asking for it again.",
          plan.table());
      preparation.index(List.of(plan));
      counts.retry();
      target.write(plan, records, counts);
    }
  }
}
