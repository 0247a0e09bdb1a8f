package dev.convexairbyte.destination.write;

import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.ImportProblem;
import dev.convexairbyte.destination.plan.StreamPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One import request, run as often as it takes. */
final class ImportRequest implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ImportRequest.class);

  private final ConvexClient client;
  private final StreamPlan plan;
  private final ImportBatch records;
  private final RequestCounts counts;
  private boolean isRetry;
  private boolean isInDoubt;

  ImportRequest(ConvexClient client, StreamPlan plan, ImportBatch records, RequestCounts counts) {
    this.client = client;
    this.plan = plan;
    this.records = records;
    this.counts = counts;
  }

  @Override
  public void run() {
    countRetry();
    try {
      client.importAirbyteRecords(records);
    } catch (ConvexException e) {
      isRetry = true;
      isInDoubt |= e.isInDoubt();
      if (e.importProblem() != ImportProblem.NONE) {
        // Not a ConvexException: that would be tried again as it is.
        throw new RefusedImportException(
            e.importProblem(), e.reason(), e.remedy(), ConvexFailure.of(e));
      }
      throw e;
    }
  }

  private void countRetry() {
    if (!isRetry) {
      return;
    }
    counts.retry();
    if (isInDoubt && plan.key() == null) {
      counts.appendAgain(records.records());
      LOG.warn(
          "A request that appends {} records of stream {} to table {} got no answer that says"
              + " whether they are stored, and is sent again: they may be stored twice.",
          records.records(),
          plan.stream(),
          plan.table());
    }
  }
}
