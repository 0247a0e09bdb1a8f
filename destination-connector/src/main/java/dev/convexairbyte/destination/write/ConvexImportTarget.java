package dev.convexairbyte.destination.write;

import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A deployment behind its HTTP API. */
final class ConvexImportTarget implements ImportTarget {

  /** The backend gives up a request after five minutes, in which hundreds may not be cleared. */
  private static final int MOST_CLEARED_AT_ONCE = 20;

  private final ConvexClient client;
  private final Retries retries;

  /** Takes the client over and closes it. */
  ConvexImportTarget(ConvexClient client, Retries retries) {
    this.client = client;
    this.retries = retries;
  }

  @Override
  public void addPrimaryKeyIndexes(Map<String, List<List<String>>> keysByTable) {
    call(
        () -> {
          client.addPrimaryKeyIndexes(keysByTable);
          return true;
        });
  }

  @Override
  public boolean primaryKeyIndexesReady(Collection<String> tables) {
    return call(() -> client.primaryKeyIndexesReady(tables));
  }

  @Override
  public boolean clear(Collection<String> tables) {
    List<String> all = List.copyOf(tables);
    for (int from = 0; from < all.size(); from += MOST_CLEARED_AT_ONCE) {
      int to = Math.min(from + MOST_CLEARED_AT_ONCE, all.size());
      if (!call(new ClearRequest(client, all.subList(from, to)))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void write(StreamPlan plan, ImportBatch records, RequestCounts counts) {
    ImportRequest request = new ImportRequest(client, plan, records, counts);
    call(
        () -> {
          request.run();
          return true;
        });
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T call(Supplier<T> request) {
    try {
      return retries.call(request);
    } catch (ConvexException e) {
      throw ConvexFailure.of(e);
    }
  }
}
