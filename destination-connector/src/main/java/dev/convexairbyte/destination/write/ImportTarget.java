package dev.convexairbyte.destination.write;

import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a write needs of a deployment. Tables and keys are given as the backend stores them; what
 * may pass has been tried again before, and every other failure is a ConnectorException. Safe for
 * use by several threads.
 */
interface ImportTarget extends AutoCloseable {

  /** Begins to build the indexes that imports with a key need; one that is there is left alone. */
  void addPrimaryKeyIndexes(Map<String, List<List<String>>> keysByTable);

  /** Whether all of these tables' indexes are built. */
  boolean primaryKeyIndexesReady(Collection<String> tables);

  /**
   * Empties tables, a few at a time; to empty one again does no harm.
   *
   * @return false if some have to wait, because an index of one of them is being built
   */
  boolean clear(Collection<String> tables);

  /**
   * Writes records of one stream in one request; they are durable when this returns.
   *
   * @param counts what the request took, also if it failed in the end
   * @throws RefusedImportException if the sender can do something about it
   */
  void write(StreamPlan plan, ImportBatch records, RequestCounts counts);

  @Override
  void close();
}
