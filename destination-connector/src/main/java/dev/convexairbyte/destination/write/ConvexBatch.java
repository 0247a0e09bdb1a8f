package dev.convexairbyte.destination.write;

import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.destination.mapping.JsonSlice;
import dev.convexairbyte.destination.plan.PrimaryKey;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch that becomes one import request. */
final class ConvexBatch implements Batch {

  private static final Logger LOG = LoggerFactory.getLogger(ConvexBatch.class);

  /** After these (0: no answer) nobody knows whether the request was carried out. */
  private static final Set<Integer> IN_DOUBT = Set.of(0, 408, 502, 504);

  private final StreamPlan plan;
  private final @Nullable List<List<String>> key;
  private final ConvexClient client;
  private final Retries retries;

  /** Null while empty: of many streams only those that are being written take memory. */
  private @Nullable ImportBatch batch;

  ConvexBatch(StreamPlan plan, ConvexClient client, Retries retries) {
    PrimaryKey primaryKey = plan.key();
    this.plan = plan;
    this.key = primaryKey == null ? null : primaryKey.storedPaths();
    this.client = client;
    this.retries = retries;
  }

  @Override
  public void add(JsonSlice object) {
    if (batch == null) {
      batch = new ImportBatch(plan.table(), key);
    }
    batch.add(object.bytes(), object.start(), object.end());
  }

  @Override
  public int objects() {
    return batch == null ? 0 : batch.records();
  }

  @Override
  public int bytes() {
    return batch == null ? 0 : batch.bytes();
  }

  @Override
  public void send() {
    if (batch == null) {
      return;
    }
    try {
      retries.call(new Request(batch));
    } catch (ConvexException e) {
      throw ConvexFailure.of(e);
    }
    batch = null;
  }

  /** One request, tried as often as it takes. */
  private final class Request implements Supplier<Boolean> {

    private final ImportBatch records;
    private boolean isInDoubt;

    private Request(ImportBatch records) {
      this.records = records;
    }

    @Override
    public Boolean get() {
      if (isInDoubt && key == null) {
        LOG.warn(
            "A request that appends {} records of stream {} got no answer and is sent again: they"
                + " may be stored twice.",
            records.records(),
            plan.stream());
      }
      try {
        client.importAirbyteRecords(records);
        return true;
      } catch (ConvexException e) {
        isInDoubt |= IN_DOUBT.contains(e.status());
        throw e;
      }
    }
  }
}
