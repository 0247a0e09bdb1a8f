package dev.convexairbyte.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The only door to a deployment. Every method is one request, tried once: what may be tried again
 * is the caller's to say (see {@link Retries}). Every failure is a {@link ConvexException}. Safe
 * for use by several threads.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class ConvexClient implements AutoCloseable {

  /**
   * @param clientName the Convex-Client header, {@code name-semver}
   */
  public ConvexClient(Deployment deployment, String clientName) {
    throw new UnsupportedOperationException();
  }

  /**
   * GET /api/json_schemas with deltaSchema, byComponent, format=json: component path to table to
   * schema.
   */
  public Map<String, Map<String, JsonNode>> jsonSchemas() {
    throw new UnsupportedOperationException();
  }

  /** GET /api/get_table_column_names: component path to table to column names. */
  public Map<String, Map<String, List<String>>> tableColumnNames() {
    throw new UnsupportedOperationException();
  }

  /** GET /api/test_streaming_export_connection: plan and permission only. */
  public void testStreamingExportConnection() {
    throw new UnsupportedOperationException();
  }

  /** POST /api/list_snapshot: one page; rows are handed on as they arrive. */
  public SnapshotPage listSnapshot(SnapshotRequest request, RowHandler rows) {
    throw new UnsupportedOperationException();
  }

  /** POST /api/document_deltas: one page of what was committed after {@code cursor}. */
  public DeltasPage documentDeltas(long cursor, Selection selection, RowHandler rows) {
    throw new UnsupportedOperationException();
  }

  /** PUT /api/streaming_import/add_primary_key_indexes: table to key paths. */
  public void addPrimaryKeyIndexes(Map<String, List<List<String>>> indexes) {
    throw new UnsupportedOperationException();
  }

  /** GET /api/streaming_import/primary_key_indexes_ready, with a JSON body. */
  public boolean primaryKeyIndexesReady(Collection<String> tables) {
    throw new UnsupportedOperationException();
  }

  /** PUT /api/streaming_import/clear_tables. */
  public void clearTables(Collection<String> tables) {
    throw new UnsupportedOperationException();
  }

  /** POST /api/streaming_import/import_airbyte_records: the records of one table. */
  public void importAirbyteRecords(ImportBatch batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
