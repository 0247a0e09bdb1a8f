package dev.convexairbyte.destination.write;

import dev.convexairbyte.destination.plan.StreamPlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a write needs of a deployment. Tables and keys are given as the backend stores them; every
 * failure is a ConnectorException, and what may pass has been tried again before.
 */
public interface ImportTarget extends AutoCloseable {

  /** Begins to build the indexes that imports with a key need; one that is there is left alone. */
  void addPrimaryKeyIndexes(Map<String, List<List<String>>> keysByTable);

  /** Whether all of these tables' indexes are built. */
  boolean primaryKeyIndexesReady(Collection<String> tables);

  /**
   * Empties tables, all or none.
   *
   * @return false if that has to wait, because an index of one of them is being built
   */
  boolean clear(Collection<String> tables);

  /** A batch for one stream's table; only one thread may use it at a time. */
  Batch batch(StreamPlan plan);

  @Override
  void close();
}
