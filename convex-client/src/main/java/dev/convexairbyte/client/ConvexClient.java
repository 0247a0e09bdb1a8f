package dev.convexairbyte.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The only door to a deployment. Every method is one request, tried once: what may be tried again
 * is the caller's to say (see {@link Retries}). Every failure is a {@link ConvexException}. Safe
 * for use by several threads.
 */
public final class ConvexClient implements AutoCloseable {

  /** The backend answers 400 on every route to a name without a dash, so none is sent. */
  private static final Pattern CLIENT_NAME = Pattern.compile("[A-Za-z0-9._]+(-[A-Za-z0-9._+]+)+");

  private final EndpointCaller caller;

  /**
   * @param clientName the Convex-Client header, {@code name-semver}
   */
  public ConvexClient(Deployment deployment, String clientName) {
    this(deployment, clientName, ClientTimeouts.standard());
  }

  /** As {@link #ConvexClient(Deployment, String)}, with other timeouts. */
  public ConvexClient(Deployment deployment, String clientName, ClientTimeouts timeouts) {
    if (!CLIENT_NAME.matcher(clientName).matches()) {
      throw new IllegalArgumentException("A client's name is name-semver.");
    }
    this.caller = new EndpointCaller(deployment, clientName, timeouts);
  }

  /**
   * GET /api/json_schemas with deltaSchema, byComponent, format=json: component path to table to
   * schema.
   */
  public Map<String, Map<String, JsonNode>> jsonSchemas() {
    return caller.call(new JsonSchemas());
  }

  /** GET /api/get_table_column_names: component path to table to column names. */
  public Map<String, Map<String, List<String>>> tableColumnNames() {
    return caller.call(new TableColumnNames());
  }

  /** POST /api/list_snapshot: one page; rows are handed on as they arrive. */
  public SnapshotPage listSnapshot(SnapshotRequest request, RowHandler rows) {
    return caller.call(new ListSnapshot(request, rows));
  }

  /** POST /api/document_deltas: one page of what was committed after {@code cursor}. */
  public DeltasPage documentDeltas(long cursor, Selection selection, RowHandler rows) {
    return caller.call(new DocumentDeltas(cursor, selection, rows));
  }

  /** PUT /api/streaming_import/add_primary_key_indexes: table to key paths. */
  public void addPrimaryKeyIndexes(Map<String, List<List<String>>> indexes) {
    caller.call(new AddPrimaryKeyIndexes(indexes));
  }

  /** GET /api/streaming_import/primary_key_indexes_ready, with a JSON body. */
  public boolean primaryKeyIndexesReady(Collection<String> tables) {
    return caller.call(new PrimaryKeyIndexesReady(tables));
  }

  /** PUT /api/streaming_import/clear_tables. */
  public void clearTables(Collection<String> tables) {
    caller.call(new ClearTables(tables));
  }

  /** POST /api/streaming_import/import_airbyte_records: the records of one table. */
  public void importAirbyteRecords(ImportBatch batch) {
    caller.call(new ImportAirbyteRecords(batch));
  }

  /** When the last answer was sent, by the deployment's clock; nothing where it did not say. */
  public Optional<Instant> serverTime() {
    return caller.serverTime();
  }

  /** Closes every connection, also one that is in use. */
  @Override
  public void close() {
    caller.close();
  }
}
