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

  /** What clear_tables answers while an index of a table is being built. */
  private static final String INDEX_IN_THE_WAY = "InvalidImport";

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
    return call(() -> cleared(tables));
  }

  private boolean cleared(Collection<String> tables) {
    try {
      client.clearTables(tables);
      return true;
    } catch (ConvexException e) {
      if (INDEX_IN_THE_WAY.equals(e.code())) {
        return false;
      }
      throw e;
    }
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
