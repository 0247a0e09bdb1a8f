package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.ImportProblem;
import dev.convexairbyte.destination.config.OnRecordError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch: as a whole, and if the backend refuses it in parts and in order, each half as
 * large as the one that was refused and twice as large as the one that was written before it. So it
 * finds the records that the backend refuses, and writes all others.
 */
final class Bisection {

  /** More are hardly an exception. */
  static final int MOST_REJECTIONS = 500;

  private final RecordBatch batch;
  private final OnRecordError onRecordError;
  private final Consumer<ImportBatch> request;
  private final List<Rejection> rejections = new ArrayList<>();
  private boolean isBare;

  /**
   * @param isBare whether deletes are sent without the rows before them from the start
   * @param request sends a part; throws {@link RefusedImportException} if a record is refused
   */
  Bisection(
      RecordBatch batch,
      OnRecordError onRecordError,
      boolean isBare,
      Consumer<ImportBatch> request) {
    this.batch = batch;
    this.onRecordError = onRecordError;
    this.isBare = isBare;
    this.request = request;
  }

  /**
   * Writes the records.
   *
   * @return those that were left out, in their order
   * @throws ConnectorException if one is refused that may not be left out, or too many are
   */
  List<Rejection> run() {
    int from = 0;
    int size = batch.records();
    while (from < batch.records()) {
      int to = Math.min(batch.records(), from + size);
      RefusedImportException refusal = refusal(from, to);
      if (refusal == null) {
        from = to;
        size *= 2;
      } else if (!isBare && isSchema(refusal) && batch.hasDelete(from, to)) {
        isBare = true;
      } else if (!mayHoldHarmless(refusal, from, to)) {
        throw refused(from, to, refusal);
      } else if (to - from > 1) {
        size = (to - from) / 2;
      } else {
        judge(from, refusal);
        from = to;
      }
    }
    return rejections;
  }

  /** Whether deletes are sent bare, and nothing but deletes was refused. */
  boolean hasOnlyRefusedDeletes() {
    return isBare && rejections.isEmpty();
  }

  private @Nullable RefusedImportException refusal(int from, int to) {
    try {
      request.accept(part(from, to));
      return null;
    } catch (RefusedImportException e) {
      if (!e.problem().isOfRecord()) {
        throw e;
      }
      return e;
    }
  }

  private ImportBatch part(int from, int to) {
    if (isBare) {
      return batch.bare(from, to);
    }
    return to - from == batch.records() ? batch.whole() : batch.part(from, to);
  }

  /** Whether the write may go on if it was one of these records that was refused. */
  private boolean mayHoldHarmless(RefusedImportException refusal, int from, int to) {
    return onRecordError == OnRecordError.SKIP
        || (isBare
            && isSchema(refusal)
            && (batch.hasDelete(from, to) || batch.hasReplaced(from, to)));
  }

  private void judge(int record, RefusedImportException refusal) {
    // What is refused of a bare delete is its insertion: the row is absent already.
    boolean isDone = isBare && isSchema(refusal) && batch.isDelete(record);
    // With `fail` a record that a later one of its batch replaces is mostly not even sent.
    if (isDone || onRecordError == OnRecordError.FAIL) {
      return;
    }
    if (rejections.size() == MOST_REJECTIONS) {
      throw tooMany();
    }
    rejections.add(
        new Rejection(
            batch.plan(),
            batch.line(record),
            batch.isDelete(record),
            refusal.reason(),
            refusal.remedy()));
  }

  private static boolean isSchema(RefusedImportException refusal) {
    return refusal.problem() == ImportProblem.SCHEMA;
  }

  private ConnectorException refused(int from, int to, RefusedImportException refusal) {
    return ConnectorException.config(
        Rejection.sentence(
            batch.plan(),
            lines(from, to),
            refusal.reason(),
            refusal.remedy() + ", or set on_record_error to skip"),
        refusal.failure());
  }

  private ConnectorException tooMany() {
    return ConnectorException.config(
        Rejection.sentence(
            batch.plan(),
            lines(0, batch.records()),
            "Convex refuses more than " + MOST_REJECTIONS + " of the records",
            "look at the first of them in the log and mend them at the source"));
  }

  private String lines(int from, int to) {
    long first = batch.line(from);
    long last = batch.line(to - 1);
    return first == last ? "input line " + first : "input lines " + first + " to " + last;
  }
}
