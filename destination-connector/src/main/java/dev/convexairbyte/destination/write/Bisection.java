package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.ImportProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the records of a batch that the backend refuses, by sending ever smaller parts of it in
 * order, and so writes all others.
 */
final class Bisection {

  /** About fifty refused records in a batch of a thousand; more are hardly an exception. */
  static final int MOST_REQUESTS = 1000;

  private final RecordBatch batch;
  private final Consumer<ImportBatch> request;
  private final List<Rejection> rejections = new ArrayList<>();
  private int requests;

  /**
   * @param request sends a part; throws {@link RefusedImportException} if a record is refused
   */
  Bisection(RecordBatch batch, Consumer<ImportBatch> request) {
    this.batch = batch;
    this.request = request;
  }

  /**
   * The records that were left out, in their order; the others are written.
   *
   * @param refusal of the whole batch
   * @throws ConnectorException after too many requests
   */
  List<Rejection> rejectionsAfter(RefusedImportException refusal) {
    divide(0, batch.records(), refusal);
    return rejections;
  }

  private void divide(int from, int to, RefusedImportException refusal) {
    if (to - from == 1) {
      rejections.add(
          new Rejection(
              batch.plan(),
              batch.line(from),
              batch.isDelete(from),
              refusal.reason(),
              refusal.remedy()));
      return;
    }
    int middle = (from + to) >>> 1;
    send(from, middle);
    send(middle, to);
  }

  private void send(int from, int to) {
    if (requests++ == MOST_REQUESTS) {
      throw tooMany();
    }
    try {
      request.accept(batch.part(from, to));
    } catch (RefusedImportException e) {
      if (e.problem() != ImportProblem.RECORD) {
        throw e;
      }
      divide(from, to, e);
    }
  }

  private ConnectorException tooMany() {
    return ConnectorException.config(
        Rejection.sentence(
            batch.plan(),
            "input lines " + batch.firstLine() + " to " + batch.line(batch.records() - 1),
            "Convex refuses so many of the records that skipping them one by one takes more than "
                + MOST_REQUESTS
                + " requests",
            "look at the first of them in the log and mend them at the source"));
  }
}
